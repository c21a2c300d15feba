//! Writes and reads [JSON pointers](https://www.rfc-editor.org/rfc/rfc6901).

use std::borrow::Cow;

/// Appends one step to a pointer.
pub fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    pointer.push_str(&escaped(step));
}

/// A step as a pointer writes it.
pub(crate) fn escaped(step: &str) -> Cow<'_, str> {
    if step.contains(['~', '/']) {
        Cow::Owned(step.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(step)
    }
}

/// The unescaped steps of a pointer.
pub fn steps(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|step| {
        if step.contains('~') {
            Cow::Owned(step.replace("~1", "/").replace("~0", "~"))
        } else {
            Cow::Borrowed(step)
        }
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_survive_escaping() {
        let mut pointer = String::new();
        for step in ["a/b", "~1", "", "c"] {
            super::push(&mut pointer, step);
        }
        assert_eq!(pointer, "/a~1b/~01//c");
        assert_eq!(
            super::steps(&pointer).collect::<Vec<_>>(),
            ["a/b", "~1", "", "c"]
        );
        assert_eq!(super::steps("").count(), 0);
    }
}
