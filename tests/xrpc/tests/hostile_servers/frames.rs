//! Peers of a subscription that flood it.

use tokio::io::AsyncWriteExt;

use super::{peer, victim};

const MIB: u64 = 1 << 20;

/// The largest frame that the client reads.
const MAX_FRAME: u64 = 8 << 20;

/// A ping with as much as one can have.
fn ping() -> Vec<u8> {
    [&[0x89, 125][..], &[b'x'; 125]].concat()
}

/// The head of a frame with a 64-bit length.
fn long(first: u8, length: u64) -> Vec<u8> {
    [&[first, 127][..], &length.to_be_bytes()].concat()
}

/// The client answers each ping, and the peer reads none of the answers: alone, and
/// while a message is on its way.
#[tokio::test]
async fn pings_whose_pongs_are_not_read() {
    for is_amid_a_message in [false, true] {
        let url = peer::accepts(move |mut socket| async move {
            let stream = socket.get_mut();
            let pings = ping().repeat(1024);
            if is_amid_a_message {
                stream.write_all(&[0x02, 1, b'x']).await?;
            }
            for _ in 0..1024 {
                if is_amid_a_message {
                    stream.write_all(&[0x00, 1, b'x']).await?;
                }
                stream.write_all(&pings).await?;
            }
            Ok(())
        })
        .await;
        let report = victim::call("subscription", &url).await;
        let grown = report.grown / MIB;
        assert!(
            report.grown < 8 * MIB,
            "{grown} MiB, amid a message: {is_amid_a_message}"
        );
    }
}

/// A message in parts that does not end.
#[tokio::test]
async fn a_message_without_end() {
    let url = peer::accepts(async |mut socket| {
        let part = [&long(0x00, 1 << 20)[..], &[b'x'; 1 << 20]].concat();
        socket.get_mut().write_all(&[0x02, 0]).await?;
        for _ in 0..64 {
            socket.get_mut().write_all(&part).await?;
        }
        Ok(())
    })
    .await;
    let report = victim::call("subscription", &url).await;
    assert!(report.has("message failed"), "{report:?}");
    assert!(report.grown < 4 * MAX_FRAME, "{} MiB", report.grown / MIB);
}

/// A few bytes that announce very many.
#[tokio::test]
async fn a_frame_that_announces_too_much() {
    for length in [MAX_FRAME + 1, 1 << 40, u64::MAX >> 1] {
        let url = peer::accepts(move |mut socket| async move {
            socket.get_mut().write_all(&long(0x82, length)).await?;
            socket.get_mut().write_all(&[b'x'; 1 << 16]).await
        })
        .await;
        let report = victim::call("subscription", &url).await;
        assert!(report.has("message failed"), "{report:?}");
        assert!(report.grown < 2 * MIB, "{} MiB", report.grown / MIB);
    }
}
