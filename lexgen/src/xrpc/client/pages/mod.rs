//! Queries whose output is one page of many.

mod cursor;
mod error;
mod stream;

use std::{
    collections::HashSet,
    fmt,
    hash::{BuildHasher, RandomState},
};

use futures_core::Stream;
use serde::Serialize;

use super::{Caller, Client};
use crate::xrpc::{Endpoint, HttpEndpoint};

#[cfg(feature = "agent")]
pub(crate) use stream::unfold;

pub use error::{PagesError, PagesErrorKind};

/// The pages of a query whose parameters and output have a `cursor`.
///
/// The last page is the one without a cursor, or with an empty one. Other pages can be
/// empty too. A cursor that a page has had before is an error, because the pages would
/// never end; it comes after that page. After an error there are no more pages;
/// [`params`](Self::params) has the cursor of the page that failed, to go on later.
///
/// Needs the feature `client`.
///
/// ```no_run
/// # use lexgen::{Data, Endpoint, Method, XrpcError, xrpc::Client};
/// # struct ListRepos;
/// # impl Endpoint for ListRepos {
/// #     const NSID: &'static str = "com.atproto.sync.listRepos";
/// #     const METHOD: Method = Method::Query;
/// #     const OUTPUT_ENCODING: Option<&'static str> = Some("application/json");
/// #     type Params = Data;
/// #     type Input = ();
/// #     type Output = Data;
/// #     type Error = XrpcError;
/// # }
/// # async fn list(client: &Client, params: Data) -> Result<(), Box<dyn std::error::Error>> {
/// let mut pages = client.pages::<ListRepos>(params);
/// while let Some(page) = pages.next().await {
///     println!("{:?}", page?);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<E: Endpoint> {
    client: Client,
    params: E::Params,
    /// Hashes of the cursors of all pages before.
    seen: HashSet<u64>,
    hasher: RandomState,
    /// What is wrong with the cursor of the last page.
    fault: Option<PagesErrorKind<E::Error>>,
    is_over: bool,
}

impl<E> Pages<E>
where
    E: HttpEndpoint + Endpoint<Input = ()>,
    E::Output: Serialize,
{
    /// The pages from the one with these parameters.
    pub fn new(caller: &impl Caller, params: E::Params) -> Self {
        Self {
            client: caller.client().clone(),
            params,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            fault: None,
            is_over: false,
        }
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// If the call fails, or the service repeats a cursor.
    pub async fn next(&mut self) -> Option<Result<E::Output, PagesError<E::Error>>> {
        if self.is_over {
            return None;
        }
        let page = match self.fault.take() {
            Some(fault) => Err(fault),
            None => {
                let page = self.client.query::<E>(&self.params).await;
                page.map_err(PagesErrorKind::Call)
            }
        };
        match &page {
            Ok(page) => self.fault = self.advance(page).err(),
            Err(_) => self.is_over = true,
        }
        Some(page.map_err(PagesError::of::<E>))
    }

    /// Sets the cursor of the page after this one.
    fn advance(&mut self, page: &E::Output) -> Result<(), PagesErrorKind<E::Error>> {
        let Some(cursor) = cursor::of(page).map_err(PagesErrorKind::Cursor)? else {
            self.is_over = true;
            return Ok(());
        };
        // That of the first page is the caller's.
        let own = cursor::of(&self.params).map_err(PagesErrorKind::Cursor)?;
        self.seen.extend(own.map(|own| self.hasher.hash_one(own)));
        if !self.seen.insert(self.hasher.hash_one(&cursor)) {
            return Err(PagesErrorKind::Repeated(cursor));
        }
        self.params = cursor::set(&self.params, cursor).map_err(PagesErrorKind::Cursor)?;
        Ok(())
    }

    /// The parameters of the next page, or of the one that failed.
    #[must_use]
    pub fn params(&self) -> &E::Params {
        &self.params
    }

    /// The parameters of the next page, to change them.
    #[cfg(feature = "agent")]
    pub(crate) fn params_mut(&mut self) -> &mut E::Params {
        &mut self.params
    }

    /// The pages as a [`Stream`], for the combinators of crates such as `futures`.
    pub fn into_stream(
        self,
    ) -> impl Stream<Item = Result<E::Output, PagesError<E::Error>>> + Send + Unpin
    where
        E: Send + 'static,
    {
        stream::unfold(self, async |mut pages| {
            let page = pages.next().await;
            (page, pages)
        })
    }
}

/// Shows the endpoint, but not the parameters.
impl<E: Endpoint> fmt::Debug for Pages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("nsid", &E::NSID)
            .field("seen", &self.seen.len())
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
