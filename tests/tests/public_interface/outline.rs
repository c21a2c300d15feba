//! An item without documentation, bodies and private parts.

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, TraitItem, Visibility, parse_quote};

use crate::source::{Crate, Item};

/// The outline of an item and of its methods.
pub fn of(lexgen: &Crate, item: &Item) -> String {
    let definition = match &item.definition {
        None | Some(syn::Item::Macro(_)) => return String::new(),
        Some(definition) => definition,
    };
    let mut items = vec![bare(definition.clone())];
    let name = match definition {
        syn::Item::Struct(it) => Some(it.ident.to_string()),
        syn::Item::Enum(it) => Some(it.ident.to_string()),
        _ => None,
    };
    let blocks = name.map(|name| lexgen.impls(&item.module, &name));
    let mut headers = Vec::new();
    for block in blocks.into_iter().flatten() {
        match &block.trait_ {
            Some(_) => headers.push(header(block)),
            None => items.extend(methods(block)),
        }
    }
    headers.sort();
    let file = syn::File {
        shebang: None,
        attrs: Vec::new(),
        items,
        frontmatter: None,
    };
    prettyplease_of(&file) + &headers.concat()
}

fn prettyplease_of(file: &syn::File) -> String {
    let text = prettyplease::unparse(file);
    // Bodies are empty, and on a separate line after a `where` clause.
    let text = text.replace(" {}\n", ";\n");
    text.replace(",\n   ;\n", ";\n").replace(",\n{}\n", ";\n")
}

/// `impl Trait for Type`.
fn header(block: &syn::ItemImpl) -> String {
    let block = syn::ItemImpl {
        attrs: Vec::new(),
        items: Vec::new(),
        ..block.clone()
    };
    let text = prettyplease::unparse(&parse_quote!(#block));
    text.replace(" {}", "")
}

/// The public methods of a type.
fn methods(block: &syn::ItemImpl) -> Option<syn::Item> {
    let mut block = block.clone();
    keep_meaning(&mut block.attrs);
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(method) => {
            let is_hidden = hidden(&method.attrs);
            keep_meaning(&mut method.attrs);
            method.block = parse_quote!({});
            is_public(&method.vis) && !is_hidden
        }
        ImplItem::Const(constant) => {
            keep_meaning(&mut constant.attrs);
            is_public(&constant.vis)
        }
        _ => false,
    });
    (!block.items.is_empty()).then_some(syn::Item::Impl(block))
}

fn bare(mut item: syn::Item) -> syn::Item {
    match &mut item {
        syn::Item::Fn(it) => {
            keep_meaning(&mut it.attrs);
            it.block = parse_quote!({});
        }
        syn::Item::Struct(it) => {
            keep_meaning(&mut it.attrs);
            public_fields(&mut it.fields);
        }
        syn::Item::Enum(it) => {
            keep_meaning(&mut it.attrs);
            for variant in &mut it.variants {
                keep_meaning(&mut variant.attrs);
                variant
                    .fields
                    .iter_mut()
                    .for_each(|field| keep_meaning(&mut field.attrs));
            }
        }
        syn::Item::Trait(it) => {
            keep_meaning(&mut it.attrs);
            it.items.retain_mut(visible);
        }
        syn::Item::Const(it) => keep_meaning(&mut it.attrs),
        syn::Item::Static(it) => keep_meaning(&mut it.attrs),
        syn::Item::Type(it) => keep_meaning(&mut it.attrs),
        syn::Item::Use(it) => it.attrs.clear(),
        _ => {}
    }
    item
}

/// Prepares an item of a trait, and returns whether it is public.
fn visible(item: &mut TraitItem) -> bool {
    let attributes = match item {
        TraitItem::Fn(method) => {
            if let Some(block) = &mut method.default {
                *block = parse_quote!({});
            }
            &mut method.attrs
        }
        TraitItem::Const(constant) => &mut constant.attrs,
        TraitItem::Type(r#type) => &mut r#type.attrs,
        _ => return true,
    };
    let is_visible = !hidden(attributes);
    keep_meaning(attributes);
    is_visible
}

fn public_fields(fields: &mut Fields) {
    let Fields::Named(named) = fields else {
        let has_private = fields.iter().any(|field| !is_public(&field.vis));
        fields
            .iter_mut()
            .for_each(|field| keep_meaning(&mut field.attrs));
        if has_private {
            *fields = Fields::Unit;
        }
        return;
    };
    let kept = named
        .named
        .iter()
        .filter(|field| is_public(&field.vis) && !hidden(&field.attrs));
    let mut kept: Vec<_> = kept.cloned().collect();
    kept.iter_mut()
        .for_each(|field| keep_meaning(&mut field.attrs));
    named.named = kept.into_iter().collect();
}

/// Keeps the attributes that affect callers.
fn keep_meaning(attributes: &mut Vec<Attribute>) {
    let kept = ["derive", "must_use", "non_exhaustive"];
    attributes.retain(|it| kept.iter().any(|name| it.path().is_ident(name)));
}

fn hidden(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|it| it.to_token_stream().to_string().contains("hidden"))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
