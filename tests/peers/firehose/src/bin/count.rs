//! Counts allocations: `count FOLDER` prints a line per stream and candidate, with the
//! number of frames, of allocations and of their bytes.

use std::{alloc::System, env, path::Path};

use lexgen_peers_firehose::{Result, Tally, stream};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<()> {
    let folder = env::args().nth(1).ok_or("usage: count FOLDER")?;
    for stream in stream::read(Path::new(&folder))? {
        for candidate in &stream.contenders {
            let mut tally = Tally::default();
            let region = Region::new(ALLOCATOR);
            for frame in &stream.frames {
                (candidate.read)(frame, &mut tally)?;
            }
            let change = region.change();
            // A vector that grows allocates again, even if it grows in place.
            let allocations = change.allocations + change.reallocations;
            let (name, frames) = (candidate.name, stream.frames.len());
            let bytes = change.bytes_allocated;
            println!("{}\t{name}\t{frames}\t{allocations}\t{bytes}", stream.name);
        }
    }
    Ok(())
}
