//! A program that judges records, round by round.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result};

use super::turn::Turn;

/// A program that runs a round for each line that it reads.
pub struct Program {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Program {
    pub fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run {command:?}"))?;
        let input = child.stdin.take().context("no standard input")?;
        let output = child.stdout.take().context("no standard output")?;
        Ok(Self {
            child,
            input,
            output: BufReader::new(output),
        })
    }

    /// Runs a round.
    pub fn round(&mut self) -> Result<Vec<Turn>> {
        self.input.write_all(b"\n")?;
        self.input.flush()?;
        let mut turns = Vec::new();
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                anyhow::bail!("a program ended: {}", self.child.wait()?);
            }
            match line.trim_end_matches('\n') {
                "" => return Ok(turns),
                line => turns.push(Turn::read(line).context("a line that is no turn")?),
            }
        }
    }

    /// Lets the program end.
    pub fn end(mut self) -> Result<()> {
        drop(self.input);
        self.child.wait()?;
        Ok(())
    }
}
