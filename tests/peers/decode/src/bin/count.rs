//! Counts allocations: `count FOLDER` prints a line per page, contender and
//! direction, with the number of allocations and their bytes; then whether the
//! data round-trips, and the effect of an invalid datetime.

use std::{alloc::System, env, error::Error, path::Path};

use lexgen_peers_decode::pages;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: count FOLDER")?;
    for page in pages(Path::new(&folder))? {
        for it in &page.contenders {
            let encode = it.encode.as_ref().map(|encode| ("encode", &**encode));
            for (direction, work) in [Some(("decode", &*it.decode)), encode]
                .into_iter()
                .flatten()
            {
                let region = Region::new(ALLOCATOR);
                work();
                let change = region.change();
                // A vector that grows allocates again, even if it grows in place.
                let allocations = change.allocations + change.reallocations;
                let (page, name) = (page.name, it.name);
                println!(
                    "{page}\t{name}\t{direction}\t{allocations}\t{}\t{}\t{}",
                    change.bytes_allocated, it.kept, it.spoiled
                );
            }
        }
    }
    Ok(())
}
