//! Reads a stream once with one candidate, for a profiler: `profile FOLDER STREAM NAME`.

use std::{env, path::Path};

use lexgen_peers_firehose::{Result, Tally, stream};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, name, candidate] = &*arguments else {
        return Err("usage: profile FOLDER STREAM NAME".into());
    };
    let streams = stream::read(Path::new(folder))?;
    let stream = streams
        .iter()
        .find(|it| it.name == name)
        .ok_or("no such stream")?;
    let mut candidates = stream.contenders.iter();
    let candidate = candidates
        .find(|it| it.name == candidate)
        .ok_or("no such candidate")?;
    let mut tally = Tally::default();
    for frame in &stream.frames {
        (candidate.read)(frame, &mut tally)?;
    }
    println!("{tally:?}");
    Ok(())
}
