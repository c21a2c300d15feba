//! OAuth scopes: which texts are scopes, how they are written, and what they cover.

use lexgen::{
    RepoAction,
    scope::{AccountAction, AccountAttribute, IdentityAttribute, Scope, Scopes},
};
use lexgen_tests::random::Random;
use lexgen_tests_reference::{Comparison, Reference, Texts};
use serde_json::{Value, json};

/// Texts near these are compared.
const SEEDS: &[&str] = &[
    "atproto",
    "transition:generic",
    "transition:chat.bsky",
    "account:email",
    "account:repo?action=manage",
    "account?action=read&attr=status",
    "identity:*?",
    "identity:handle",
    "repo:*?action=delete",
    "repo:app.example.profile?action=create&action=update&action=delete",
    "repo?collection=app.example.profile&collection=app.example.post",
    "rpc:app.example.moderation.createReport?aud=*",
    "rpc?lxm=*&aud=did:web:api.example.com%23svc_appview",
    "rpc?aud=did:plc:z72i7hdynmk6r22z27h6tvur#svc&lxm=com.example.get&lxm=com.example.put",
    "blob:*/*",
    "blob:image/svg+xml",
    "blob?accept=video/*&accept=text/html",
    "blob?accept=image/png&accept=image/*&accept=IMAGE/GIF",
    "include:app.example.authFull",
    "include:app.example.authFull?aud=did:web:api.example.com%23svc_chat",
];

/// Texts that are asked about.
const COUNT: usize = 40_000;

#[test]
fn scopes_are_read_and_written_alike() {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new("scope");
    let mut texts: Vec<String> = SEEDS.iter().map(|seed| (*seed).to_owned()).collect();
    texts.extend(Texts::near_each(texts.clone()).take(COUNT));
    texts.extend(comparison.examples());
    let inputs: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    let theirs = reference.ask("scope", &inputs);
    let ours: Vec<Value> = texts
        .iter()
        .map(|text| match Scope::new(text) {
            Ok(scope) => json!(scope.to_string()),
            Err(_) => json!({ "refused": "" }),
        })
        .collect();
    comparison.check(&texts, &ours, &theirs);
}

const NSIDS: &[&str] = &[
    "com.example.get",
    "com.example.put",
    "chat.bsky.convo.getLog",
    "*",
];
const SERVICES: &[&str] = &["did:web:a.example#svc", "did:web:a.example#other", "*"];
const MIME_TYPES: &[&str] = &[
    "image/png",
    "image/gif",
    "video/mp4",
    "image",
    "image/*",
    "*/*",
];
const ACTIONS: [(&str, RepoAction); 3] = [
    ("create", RepoAction::Create),
    ("update", RepoAction::Update),
    ("delete", RepoAction::Delete),
];
const ATTRIBUTES: [(&str, AccountAttribute); 3] = [
    ("email", AccountAttribute::Email),
    ("repo", AccountAttribute::Repo),
    ("status", AccountAttribute::Status),
];
const DEGREES: [(&str, AccountAction); 2] = [
    ("read", AccountAction::Read),
    ("manage", AccountAction::Manage),
];
const IDENTITY: [(&str, IdentityAttribute); 2] = [
    ("handle", IdentityAttribute::Handle),
    ("*", IdentityAttribute::Any),
];

/// A random scope that is probably valid.
fn scope(random: &mut Random) -> String {
    let mut list = |name: &str, values: &[&str]| {
        let count = 1 + random.below(2);
        let values: Vec<_> = (0..count).map(|_| random.pick(values)).collect();
        format!("{name}={}", values.join(&format!("&{name}=")))
    };
    let actions = list("action", &["create", "update", "delete"]);
    let collections = list("collection", NSIDS);
    let lxm = list("lxm", NSIDS);
    let accept = list("accept", &["image/png", "image/*", "video/mp4", "*/*"]);
    let aud = random.pick(SERVICES).replace('#', "%23");
    let (attr, _) = random.pick(&ATTRIBUTES);
    let (degree, _) = random.pick(&DEGREES);
    let (identity, _) = random.pick(&IDENTITY);
    random.pick(&[
        format!("repo?{collections}"),
        format!("repo?{collections}&{actions}"),
        format!("rpc?{lxm}&aud={aud}"),
        format!("blob?{accept}"),
        format!("account:{attr}?action={degree}"),
        format!("identity:{identity}"),
        "transition:generic".to_owned(),
        "transition:generic transition:chat.bsky".to_owned(),
        "transition:chat.bsky".to_owned(),
        "transition:email".to_owned(),
    ])
}

#[test]
fn scopes_cover_the_same() {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new("covered by scopes");
    let mut random = Random::new(18);
    let mut questions = Vec::new();
    for _ in 0..COUNT {
        let scopes: Vec<_> = (0..=random.below(2)).map(|_| scope(&mut random)).collect();
        let scopes = scopes.join(" ");
        let nsid = random.pick(NSIDS);
        let granted = Scopes::granted(&scopes);
        let (what, covered) = match random.below(5) {
            0 => {
                let (name, action) = random.pick(&ACTIONS);
                let covered = granted.covers_repo(nsid, action);
                (
                    json!(["Repo", {"collection": nsid, "action": name}]),
                    covered,
                )
            }
            1 => {
                let aud = random.pick(SERVICES);
                let covered = granted.covers_rpc(nsid, aud);
                (json!(["Rpc", {"lxm": nsid, "aud": aud}]), covered)
            }
            2 => {
                let mime = random.pick(MIME_TYPES);
                (json!(["Blob", {"mime": mime}]), granted.covers_blob(mime))
            }
            3 => {
                let (name, attr) = random.pick(&ATTRIBUTES);
                let (degree, action) = random.pick(&DEGREES);
                let covered = granted.covers_account(attr, action);
                (
                    json!(["Account", {"attr": name, "action": degree}]),
                    covered,
                )
            }
            _ => {
                let (name, attr) = random.pick(&IDENTITY);
                (
                    json!(["Identity", {"attr": name}]),
                    granted.covers_identity(attr),
                )
            }
        };
        questions.push((json!([scopes, what[0], what[1]]), json!(covered)));
    }
    let inputs: Vec<Value> = questions.iter().map(|(input, _)| input.clone()).collect();
    let theirs = reference.ask("covered", &inputs);
    let ours: Vec<Value> = questions.into_iter().map(|(_, covered)| covered).collect();
    let texts: Vec<String> = inputs.iter().map(ToString::to_string).collect();
    comparison.check(&texts, &ours, &theirs);
}
