//! Writes random sets of valid lexicons into a folder, one folder per set:
//! `random-sets 200 target/sets`. The same number always writes the same sets.

use std::{error::Error, fs, path::PathBuf};

use lexgen_tests::random::Stranger;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(count), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: random-sets COUNT FOLDER".into());
    };
    let count: u64 = count.to_str().ok_or("COUNT is not a number")?.parse()?;
    let folder = PathBuf::from(folder);
    for seed in 0..count {
        let set = folder.join(format!("{seed:04}"));
        fs::create_dir_all(&set)?;
        for (number, document) in Stranger::new(seed).lexicons().iter().enumerate() {
            fs::write(set.join(format!("{number}.json")), document.to_string())?;
        }
    }
    Ok(())
}
