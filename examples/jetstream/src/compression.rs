//! Messages that are compressed with a dictionary of the service.

use std::{
    error::Error,
    io::{self, Write},
};

use lexgen::xrpc::{Client, subscription::DecodedFrame};
use zstd::{bulk::Decompressor, zstd_safe::get_dict_id_from_dict};

use crate::lexicons::network::bsky::jetstream::get_zstd_dictionary::{GetZstdDictionary, Params};

/// The most bytes of a message when it is decompressed.
const MAX_MESSAGE: usize = 1 << 20;

/// A dictionary of a service.
pub struct Dictionary {
    bytes: Vec<u8>,
    id: u32,
}

impl Dictionary {
    /// Downloads the current dictionary of a service.
    ///
    /// # Errors
    /// If it cannot be downloaded, or is none.
    pub async fn download(service: &str) -> Result<Self, Box<dyn Error>> {
        let client = Client::new(service)?;
        let output = client
            .query::<GetZstdDictionary>(&Params::default())
            .await?;
        let dictionary = Self::new(output.data.to_vec());
        dictionary.ok_or_else(|| "the service has sent no dictionary".into())
    }

    /// A dictionary, if the bytes are one.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let id = get_dict_id_from_dict(&bytes)?.get();
        Some(Self { bytes, id })
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// A function that decompresses messages, for `Options::with_decoder`.
    ///
    /// # Errors
    /// If the dictionary cannot be used.
    pub fn decoder(
        &self,
    ) -> io::Result<impl FnMut(&[u8], &mut DecodedFrame) -> io::Result<()> + Send + 'static> {
        let mut decompressor = Decompressor::with_dictionary(&self.bytes)?;
        let mut text = Vec::with_capacity(MAX_MESSAGE);
        Ok(move |message: &[u8], frame: &mut DecodedFrame| {
            text.clear();
            // It writes no more than there is room for.
            decompressor.decompress_to_buffer(message, &mut text)?;
            frame.write_all(&text)
        })
    }
}
