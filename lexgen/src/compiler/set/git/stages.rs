//! The versions of a file with a conflict, which git has until it is resolved.

use std::path::Path;

use super::command::Repository;

/// The versions of a file with a conflict.
pub(crate) struct Stages {
    /// The version that both sides started from, if there was one.
    pub(crate) base: Option<Vec<u8>>,
    pub(crate) ours: Vec<u8>,
    pub(crate) theirs: Vec<u8>,
}

/// The versions of a file; `None` if git does not know of a conflict.
pub(crate) fn stages(path: &Path) -> Option<Stages> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let repository = Repository::open(folder.unwrap_or(Path::new("."))).ok()?;
    let name = path.file_name()?.to_str()?;
    let stage = |number: u8| {
        let object = format!(":{number}:./{name}");
        let output = repository.run(&["cat-file", "blob", &object]).ok()?;
        output.status.success().then_some(output.stdout)
    };
    Some(Stages {
        base: stage(1),
        ours: stage(2)?,
        theirs: stage(3)?,
    })
}
