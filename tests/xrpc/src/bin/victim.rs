//! A client that calls a hostile service, for tests of its memory: a process of its
//! own, so that its peak is its own.
//!
//! It prints the outcome of the call and how much its peak has grown.

use std::{env, error::Error, fmt, fs, io::Write};

use lexgen::xrpc::{Client, Subscription, subscription::Options};
use lexgen_tests_xrpc::com::example::shelf::{
    list_sections::ListSections,
    subscribe_desk::{Params, SubscribeDesk},
    watch_returns::{self, WatchReturns},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [call, url] = arguments.as_slice() else {
        return Err("usage: victim query|subscription|json URL".into());
    };
    let client = Client::new(url)?;
    let before = peak()?;
    match call.as_str() {
        "query" => print("query", client.query::<ListSections>(&()).await),
        "subscription" => {
            let stream = Subscription::<SubscribeDesk>::connect(url, &Params::default()).await;
            match stream {
                Err(error) => print::<(), _>("connect", Err(error)),
                Ok(mut stream) => {
                    while let Some(message) = stream.next().await {
                        print("message", message);
                    }
                }
            }
        }
        "json" => {
            // Each byte is so many thousand spaces.
            let options = Options::default().with_decoder(|message, frame| {
                let bytes: usize = message.iter().map(|byte| usize::from(*byte)).sum();
                frame.write_all(&vec![b' '; bytes * 1000])
            });
            let params = watch_returns::Params::default();
            let mut stream =
                Subscription::<WatchReturns>::connect_with(url, &params, options).await?;
            while let Some(message) = stream.next().await {
                print("message", message);
            }
        }
        other => return Err(format!("no call `{other}`").into()),
    }
    println!("grown {}", peak()? - before);
    Ok(())
}

fn print<T, E: fmt::Display + fmt::Debug>(what: &str, outcome: Result<T, E>) {
    match outcome {
        Ok(_) => println!("{what} succeeded"),
        Err(error) => {
            println!("{what} failed");
            println!("display {error}");
            println!("debug {error:?}");
        }
    }
}

/// The most bytes of memory that this process has had.
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.ok_or("no VmHWM")?.trim().trim_end_matches(" kB");
    Ok(kib.parse::<u64>()? * 1024)
}
