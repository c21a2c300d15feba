//! The command line.

#[test]
fn the_command_runs() {
    let output = lexgen_tests::lexgen()
        .arg("--version")
        .output()
        .expect("the binary was built");
    assert!(output.status.success(), "{output:?}");
}
