//! Properties of random text.

use super::*;

/// Random text of parts that scopes have.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn text(&mut self) -> String {
        const PARTS: [&str; 44] = [
            "repo",
            "rpc",
            "blob",
            "account",
            "identity",
            "include",
            ":",
            ":",
            "?",
            "?",
            "&",
            "&",
            "=",
            "=",
            "collection",
            "action",
            "lxm",
            "aud",
            "accept",
            "attr",
            "nsid",
            "create",
            "delete",
            "*",
            "*/*",
            "image/*",
            "image/svg+xml",
            "a~!b/c.d",
            "com.example.post",
            "com.example.get",
            "did:web:a.example",
            "did:web:a%253Ab",
            "#",
            "%23",
            "%",
            "%2",
            "+",
            "é",
            " ",
            "email",
            "manage",
            "handle",
            "transition:generic",
            "\u{0}",
        ];
        let length = if self.below(2) == 0 { 1 } else { self.below(7) };
        (0..length)
            .map(|_| PARTS[self.below(PARTS.len())])
            .collect()
    }

    fn likely(&mut self) -> String {
        const TEMPLATES: [&str; 11] = [
            "space:com.example.forum?action=",
            "space:*?authority=did:web:a.example&collection=com.example.post&skey=",
            "repo:com.example.post?action=",
            "repo?collection=a.b.c&collection=",
            "rpc:com.example.get?aud=",
            "rpc?aud=did:web:a.example%23x&lxm=",
            "blob?accept=image/png&accept=",
            "blob:",
            "account:email?action=",
            "identity:",
            "include:com.example.authFull?aud=",
        ];
        TEMPLATES[self.below(TEMPLATES.len())].to_owned() + &self.text()
    }
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let mut random = Random(0x5eed);
    let mut valid = 0;
    for _ in 0..200_000 {
        let text = if random.below(4) == 0 {
            random.text()
        } else {
            random.likely()
        };
        // Neither this nor any question about it panics.
        let set = Scopes::granted(&text);
        assert_eq!(Scopes::granted(&set.to_string()), set, "{text}");
        let Ok(scope) = Scope::new(&text) else {
            continue;
        };
        valid += 1;
        let written = scope.to_string();
        assert_eq!(Scope::new(&written), Ok(scope.clone()), "{text}");
        assert!(set.covers(&scope), "{text}");
        assert!(
            !Scopes::atproto().covers(&scope) || scope == Scope::Atproto,
            "{text}"
        );
    }
    assert!(valid > 5_000, "{valid}");
}
