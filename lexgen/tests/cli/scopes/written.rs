//! Permission sets that are printed and written.

use super::*;

#[test]
fn a_permission_set_of_the_own_namespace_is_sound() {
    let project = project();
    let path = "lexicons/com/example/authFull.json";
    let run = project
        .run("scopes --permission-set com.example.authFull")
        .ends(0)
        .says("not in the namespace `com.example.*`, so request them beside the set: `org.other.thing`")
        .says("not for permission sets, so request it beside the set: `blob?accept=audio/mpeg&accept=image/*`");
    let printed = run.stdout;
    project
        .run(&format!(
            "scopes --permission-set com.example.authFull -o {path}"
        ))
        .ends(0)
        .says(&format!("Wrote {path}"));
    assert_eq!(project.read(path), printed);
    project.run("fmt --check lexicons/com").ends(0);
    let run = project
        .run("lint lexicons/com --verbose --allow-missing")
        .ends(0);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    // All that it grants is respected, so it replaces what it was made from.
    let run = project
        .run(&format!("scopes --include com.example.* --aud {SERVICE}"))
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "blob?accept=audio/mpeg&accept=image/*",
            "include:com.example.authFull?aud=did:web:api.example.com%23svc",
        ],
    );
}

#[test]
fn a_set_is_made_of_no_other_definition() {
    let project = project();
    let before = project.read("lexicons/post.json");
    project
        .run("scopes --permission-set com.example.post -o lexicons/post.json")
        .ends(2)
        .says("`com.example.post` already exists, and is no permission set");
    assert_eq!(project.read("lexicons/post.json"), before);
}

#[test]
fn no_other_file_is_overwritten() {
    let project = project();
    let before = project.read("lexicons/post.json");
    project
        .run("scopes --permission-set com.example.authFull -o lexicons/post.json")
        .ends(2)
        .says("lexicons/post.json already exists");
    assert_eq!(project.read("lexicons/post.json"), before);
    project
        .run("scopes --permission-set net.nowhere.authFull")
        .ends(2)
        .says("nothing that is selected is in the namespace `net.nowhere.*`");
    project
        .run("scopes --permission-set com.example.auth_full")
        .ends(2)
        .says("did you mean `com.example.authFull`?");
    // The shell empties the file before the command runs.
    project.put("lexicons/authFull.json", "");
    project
        .run("scopes --permission-set com.example.authFull")
        .ends(1)
        .says("to write it to a lexicon, use `--output`");
}
