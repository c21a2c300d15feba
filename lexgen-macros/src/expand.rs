//! From the attribute and its module to the module with its types.

use lexgen::{
    diagnostic::Report,
    generate::{self, Options},
    ir::Ir,
    pipeline,
    settings::Settings,
    source::Input,
};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, ItemMod, Result};

use crate::argument::Argument;

pub(crate) fn expand(argument: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let argument: Argument = syn::parse2(argument)?;
    let module: ItemMod = syn::parse2(item)?;
    let fail = |message: String| Error::new(argument.nsid.span(), message);
    let Some((_, own_items)) = &module.content else {
        let message = "the attribute fills a module written in place: `mod name {}`";
        return Err(Error::new_spanned(&module, message));
    };

    let nsid = argument.nsid.value();
    let mut settings = Settings {
        inputs: vec![Input::Path(argument.lexicons())],
        ..Settings::default()
    };
    let pattern = nsid.parse().map_err(|error| fail(format!("{error}")))?;
    settings.resolve.include = vec![pattern];
    // The compiler's own tokens belong to the thread that the macro runs on.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build();
    let pool = pool.map_err(|error| fail(error.to_string()))?;
    let compiled = pipeline::compile(&settings);
    if compiled.has_errors() {
        let report = Report::new(&compiled.sources, compiled.diagnostics);
        return Err(fail(format!(
            "the lexicons have errors\n\n{}",
            report.to_text(false)
        )));
    }
    let Some(path) = module_path(&compiled.ir, &nsid) else {
        let lexicons = argument.lexicons();
        return Err(fail(format!(
            "no lexicon `{nsid}` in {}",
            lexicons.display()
        )));
    };

    let text = pool.install(|| generate::single_file(&compiled.ir, &Options::default()));
    let generated: TokenStream = text.parse().map_err(|error| fail(format!("{error}")))?;
    // Cargo rebuilds when a file that was included changes.
    let files = compiled
        .sources
        .iter()
        .filter_map(|(_, source)| source.path.as_ref());
    let files = files.map(|path| path.to_string_lossy().into_owned());
    let (attributes, visibility, name) = (&module.attrs, &module.vis, &module.ident);
    Ok(quote! {
        #(#attributes)*
        #visibility mod #name {
            #(const _: &[u8] = ::core::include_bytes!(#files);)*
            #generated
            #[allow(unused_imports)]
            pub use self::#path::*;
            #(#own_items)*
        }
    })
}

/// The Rust path of the document that was asked for.
fn module_path(ir: &Ir, nsid: &str) -> Option<TokenStream> {
    let module = ir
        .modules
        .iter()
        .find(|module| module.nsid.as_str() == nsid)?;
    let path: Vec<String> = module
        .path
        .iter()
        .map(|segment| match syn::parse_str::<syn::Ident>(segment) {
            Ok(_) => segment.clone(),
            Err(_) => format!("r#{segment}"),
        })
        .collect();
    path.join("::").parse().ok()
}
