//! Reads the public items of generated text.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Fields, GenericArgument, PathArguments, ReturnType, Type, Visibility, ext::IdentExt};

use self::proc_macro_rows::{Row, Rows};
use crate::model::{Endpoint, Enum, EnumOf, Field, Item, Items, Shape, Struct, Variant};

/// The public items of a generated text.
pub fn public_items(text: &str) -> Items {
    let file = syn::parse_file(text).expect("generated code is Rust");
    let mut found = Items::new();
    module(&file.items, &[], &mut found);
    found
}

/// The content of a module other than its types.
struct Module<'a> {
    path: &'a [String],
    /// Imports: their names and paths.
    uses: BTreeMap<String, String>,
    /// Wire tables by type.
    tables: BTreeMap<String, Table>,
    /// Types with an implementation of `Default`.
    defaults: BTreeSet<String>,
}

/// The wire table of a type.
struct Table {
    macro_name: String,
    /// The options before the rows.
    heading: String,
    /// Variants.
    rows: Vec<Row>,
}

fn module(items: &[syn::Item], path: &[String], found: &mut Items) {
    let mut module = Module {
        path,
        uses: BTreeMap::new(),
        tables: BTreeMap::new(),
        defaults: BTreeSet::new(),
    };
    for item in items {
        match item {
            syn::Item::Use(it) => {
                let root = it.leading_colon.is_some();
                module.import(&it.tree, &mut Vec::new(), root);
            }
            syn::Item::Macro(it) => module.table(&it.mac),
            syn::Item::Impl(it) => {
                if let (Some((path, _)), Type::Path(of)) = (&it.trait_, &*it.self_ty)
                    && path.is_ident("Default")
                {
                    module
                        .defaults
                        .extend(of.path.get_ident().map(ToString::to_string));
                }
            }
            _ => {}
        }
    }
    for item in items {
        match item {
            syn::Item::Mod(it) => {
                let (_, inner) = it.content.as_ref().expect("nested in one file");
                let path = [path, &[it.ident.to_string()]].concat();
                self::module(inner, &path, found);
            }
            syn::Item::Struct(it) => module.structure(it, items, found),
            syn::Item::Enum(it) => module.enumeration(it, found),
            syn::Item::Type(it) => {
                let aliased = module.text(&it.ty);
                match aliased.starts_with("UnnamedError<") {
                    true => module.unnamed_errors(it, found),
                    false => {
                        let aliased = Shape::Alias(aliased);
                        module.add(&it.vis, &it.ident, &it.attrs, aliased, found);
                    }
                }
            }
            syn::Item::Const(it) => {
                let constant = Shape::Constant(module.text(&it.ty));
                module.add(&it.vis, &it.ident, &it.attrs, constant, found);
            }
            syn::Item::Use(_) | syn::Item::Macro(_) | syn::Item::Impl(_) => {}
            other => panic!("lexgen generates no {}", other.to_token_stream()),
        }
    }
}

impl Module<'_> {
    fn add(
        &self,
        visibility: &Visibility,
        name: &syn::Ident,
        attributes: &[syn::Attribute],
        shape: Shape,
        found: &mut Items,
    ) {
        assert!(matches!(visibility, Visibility::Public(_)), "{name}");
        let derives = attributes.iter().filter(|it| it.path().is_ident("derive"));
        let derives = derives.flat_map(|it| {
            let paths = it.parse_args_with(
                syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated,
            );
            let text = |path: syn::Path| path.to_token_stream().to_string().replace(' ', "");
            paths.expect("paths").into_iter().map(text)
        });
        let mut derives: Vec<String> = derives.collect();
        // Callers do not see whether an implementation is derived: the tables have
        // `Debug` of structs, and `Eq`.
        let has = |derives: &[String], name: &str| derives.iter().any(|derive| derive == name);
        let is_data = has(&derives, "PartialEq");
        if is_data && !has(&derives, "Debug") {
            derives.insert(1, "Debug".to_owned());
        }
        if is_data && !has(&derives, "Eq") {
            let after = derives.iter().position(|derive| derive == "PartialEq");
            derives.insert(after.expect("it is data") + 1, "Eq".to_owned());
        }
        if self.defaults.contains(&name.to_string()) {
            derives.insert(2, "Default".to_owned());
        }
        let item = Item {
            deprecated: is(attributes, "deprecated"),
            derives,
            shape,
        };
        let twice = found.insert(self.path_to(&name.to_string()), item);
        assert!(twice.is_none(), "{name}");
    }

    fn structure(&self, it: &syn::ItemStruct, items: &[syn::Item], found: &mut Items) {
        let shape = match &it.fields {
            Fields::Unit => Shape::Endpoint(self.endpoint(&it.ident, items)),
            Fields::Unnamed(fields) => Shape::Newtype(self.text(&fields.unnamed[0].ty)),
            Fields::Named(fields) => {
                if !is(&it.attrs, "non_exhaustive") {
                    let shape = Shape::Required(self.required(fields));
                    return self.add(&it.vis, &it.ident, &it.attrs, shape, found);
                }
                let (extra, fields): (Vec<_>, Vec<_>) = fields
                    .named
                    .iter()
                    .partition(|field| field.ident.as_ref().is_some_and(|name| name == "extra"));
                assert_eq!(extra.len(), 1, "{}", it.ident);
                let fields = fields.into_iter().map(|field| {
                    assert!(matches!(field.vis, Visibility::Public(_)), "{}", it.ident);
                    Field {
                        name: unraw(field.ident.as_ref().expect("a named field")),
                        r#type: self.text(&field.ty),
                        deprecated: is(&field.attrs, "deprecated"),
                    }
                });
                let mut constants = Vec::new();
                let mut methods = Vec::new();
                let mut new = None;
                for inner in inherent(&it.ident, items) {
                    match inner {
                        syn::ImplItem::Const(it) => {
                            constants.push((it.ident.to_string(), self.text(&it.ty)))
                        }
                        syn::ImplItem::Macro(it) => methods.push(self.method(&it.mac)),
                        syn::ImplItem::Fn(it) => {
                            assert_eq!(it.sig.ident, "new");
                            assert!(matches!(it.sig.output, ReturnType::Type(..)));
                            new = Some(self.arguments(&it.sig));
                        }
                        other => panic!("{}", other.to_token_stream()),
                    }
                }
                let table = self.table_of(&it.ident);
                Shape::Struct(Struct {
                    fields: fields.collect(),
                    new,
                    constants,
                    methods,
                    record: (table.macro_name == "record").then(|| {
                        let mut texts = table.heading.split('"').skip(1).step_by(2);
                        let mut text = || texts.next().expect("an NSID and a key").to_owned();
                        (text(), text())
                    }),
                })
            }
        };
        self.add(&it.vis, &it.ident, &it.attrs, shape, found);
    }

    fn required(&self, fields: &syn::FieldsNamed) -> Vec<(String, String)> {
        let fields = fields.named.iter().map(|field| {
            assert!(matches!(field.vis, Visibility::Public(_)));
            let name = field.ident.as_ref().expect("a named field");
            (unraw(name), self.text(&field.ty))
        });
        fields.collect()
    }

    /// A method that gives a value in effect, and what it returns.
    fn method(&self, call: &syn::Macro) -> (String, String) {
        let InEffect {
            nullable,
            method,
            reference,
            gives,
        } = call.parse_body().expect("the arguments of `in_effect!`");
        let gives = match reference {
            true => format!("&{}", self.text(&gives)),
            false => self.text(&gives),
        };
        let returns = match nullable {
            true => format!("Option<{gives}>"),
            false => gives,
        };
        (unraw(&method), returns)
    }

    fn arguments(&self, signature: &syn::Signature) -> Vec<(String, String)> {
        let inputs = signature.inputs.iter().map(|input| {
            let syn::FnArg::Typed(input) = input else {
                panic!("`new` takes no self")
            };
            let syn::Pat::Ident(name) = &*input.pat else {
                panic!("arguments have names")
            };
            (unraw(&name.ident), self.text(&input.ty))
        });
        inputs.collect()
    }

    fn enumeration(&self, it: &syn::ItemEnum, found: &mut Items) {
        let Table {
            macro_name,
            heading,
            rows,
        } = self.table_of(&it.ident);
        let exhaustive = !is(&it.attrs, "non_exhaustive");
        let variants = it.variants.iter().map(|variant| {
            let name = variant.ident.to_string();
            let row = rows.iter().find(|row| row.variant == name);
            let converts = row.and_then(|row| row.member.as_ref());
            Variant {
                wire: row.map(|row| row.wire.clone()),
                converts: converts.map(|member| self.text(member)),
                name,
                holds: variant.fields.iter().next().map(|it| self.text(&it.ty)),
                deprecated: is(&variant.attrs, "deprecated"),
            }
        });
        let of = match macro_name.as_str() {
            "values" => EnumOf::Values,
            "union" => EnumOf::Members,
            "errors" => EnumOf::Errors,
            other => panic!("{other} makes no enum"),
        };
        if of != EnumOf::Errors {
            assert_eq!(heading.starts_with("closed"), exhaustive, "{}", it.ident);
        }
        let shape = Shape::Enum(Enum {
            of,
            exhaustive,
            variants: variants.collect(),
        });
        self.add(&it.vis, &it.ident, &it.attrs, shape, found);
    }

    /// For callers, the enum of errors without named ones.
    fn unnamed_errors(&self, it: &syn::ItemType, found: &mut Items) {
        let derives = syn::parse_quote!(#[derive(Clone, Debug, PartialEq, Eq)]);
        let other = Variant {
            name: "Other".to_owned(),
            wire: None,
            converts: None,
            holds: Some(self.text(&syn::parse_quote!(::lexgen::XrpcError))),
            deprecated: false,
        };
        let shape = Shape::Enum(Enum {
            of: EnumOf::Errors,
            exhaustive: false,
            variants: vec![other],
        });
        self.add(&it.vis, &it.ident, &[derives], shape, found);
    }

    fn endpoint(&self, name: &syn::Ident, items: &[syn::Item]) -> Endpoint {
        let implementation = items.iter().find_map(|item| match item {
            syn::Item::Impl(it) if it.trait_.is_some() && is_named(&it.self_ty, name) => Some(it),
            _ => None,
        });
        let implementation = implementation.expect("an endpoint implements `Endpoint`");
        let mut constants = BTreeMap::new();
        let mut types = BTreeMap::new();
        for item in &implementation.items {
            match item {
                syn::ImplItem::Const(it) => {
                    constants.insert(it.ident.to_string(), it.expr.to_token_stream().to_string());
                }
                syn::ImplItem::Type(it) => {
                    types.insert(it.ident.to_string(), self.text(&it.ty));
                }
                other => panic!("{}", other.to_token_stream()),
            }
        }
        let text = |name: &str| {
            let value = constants.get(name)?;
            let mut parts = value.split('"');
            parts.nth(1).map(str::to_owned)
        };
        Endpoint {
            nsid: text("NSID").expect("a constant"),
            method: (constants["METHOD"].rsplit(' ').next())
                .expect("a path")
                .to_owned(),
            input_encoding: text("INPUT_ENCODING"),
            output_encoding: text("OUTPUT_ENCODING"),
            types: ["Params", "Input", "Output", "Error"].map(|name| types[name].clone()),
        }
    }

    fn table(&mut self, table: &syn::Macro) {
        let macro_name = table
            .path
            .segments
            .last()
            .expect("a path")
            .ident
            .to_string();
        let text = table.tokens.to_string();
        let (heading, rows) = text.split_once('{').expect("a heading and rows");
        let words = heading.split('=').next().unwrap_or_default();
        let name = words.split_whitespace().last().expect("a type");
        // The strings in a row are arbitrary, so rows are parsed as tokens.
        let rows: Rows = syn::parse_str(&format!("{{{rows}")).unwrap_or_default();
        let table = Table {
            macro_name,
            heading: heading.trim().to_owned(),
            rows: rows.0,
        };
        self.tables.insert(name.to_owned(), table);
    }

    fn table_of(&self, name: &syn::Ident) -> &Table {
        let table = self.tables.get(&name.to_string());
        table.unwrap_or_else(|| panic!("{name} has no table"))
    }

    fn import(&mut self, tree: &syn::UseTree, before: &mut Vec<String>, root: bool) {
        match tree {
            syn::UseTree::Path(it) => {
                before.push(it.ident.to_string());
                self.import(&it.tree, before, root);
                before.pop();
            }
            syn::UseTree::Group(it) => {
                it.items.iter().for_each(|it| self.import(it, before, root));
            }
            syn::UseTree::Name(it) => self.imported(&it.ident, &it.ident, before, root),
            syn::UseTree::Rename(it) => self.imported(&it.ident, &it.rename, before, root),
            syn::UseTree::Glob(_) => panic!("no globs"),
        }
    }

    fn imported(&mut self, item: &syn::Ident, alias: &syn::Ident, before: &[String], root: bool) {
        let meant = if root {
            assert_eq!(before, ["lexgen"]);
            item.to_string()
        } else {
            let mut path = self.path.to_vec();
            for step in before
                .iter()
                .map(String::as_str)
                .chain([&*item.to_string()])
            {
                match step {
                    "self" => {}
                    "super" => drop(path.pop()),
                    step => path.push(step.to_owned()),
                }
            }
            path.join("::")
        };
        self.uses.insert(alias.to_string(), meant);
    }

    fn text(&self, r#type: &Type) -> String {
        match r#type {
            Type::Path(it) => self.path(&it.path),
            Type::ImplTrait(it) => match it.bounds.first() {
                Some(syn::TypeParamBound::Trait(bound)) => {
                    format!("impl {}", self.path(&bound.path))
                }
                _ => panic!("{}", it.to_token_stream()),
            },
            Type::Tuple(it) if it.elems.is_empty() => "()".to_owned(),
            Type::Reference(it) => {
                let lifetime = it.lifetime.as_ref().map(|it| format!("{it} "));
                format!("&{}{}", lifetime.unwrap_or_default(), self.text(&it.elem))
            }
            other => panic!("{}", other.to_token_stream()),
        }
    }

    fn path(&self, path: &syn::Path) -> String {
        const PRELUDE: [&str; 9] = [
            "bool", "i64", "u8", "str", "String", "Vec", "Box", "Option", "Into",
        ];
        let mut segments: Vec<String> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        let resolved = if path.leading_colon.is_some() {
            match segments.as_slice() {
                [runtime, name] if runtime == "lexgen" => name.clone(),
                _ => format!("::{}", segments.join("::")),
            }
        } else if segments.len() == 1 && PRELUDE.contains(&segments[0].as_str()) {
            segments.remove(0)
        } else if let Some(meant) = self.uses.get(&segments[0]) {
            segments[0] = meant.clone();
            segments.join("::")
        } else {
            self.path_to(&segments.join("::"))
        };
        let arguments = path.segments.last().map(|it| &it.arguments);
        match arguments {
            Some(PathArguments::AngleBracketed(it)) => match it.args.first() {
                Some(GenericArgument::Type(inner)) => format!("{resolved}<{}>", self.text(inner)),
                _ => panic!("{}", it.to_token_stream()),
            },
            _ => resolved,
        }
    }

    fn path_to(&self, name: &str) -> String {
        let segments = self.path.iter().map(String::as_str).chain([name]);
        segments.collect::<Vec<_>>().join("::")
    }
}

/// The content of the `impl` blocks of a type.
fn inherent<'a>(
    name: &'a syn::Ident,
    items: &'a [syn::Item],
) -> impl Iterator<Item = &'a syn::ImplItem> {
    items
        .iter()
        .filter_map(move |item| match item {
            syn::Item::Impl(it) if it.trait_.is_none() && is_named(&it.self_ty, name) => Some(it),
            _ => None,
        })
        .flat_map(|it| &it.items)
}

fn is_named(r#type: &Type, name: &syn::Ident) -> bool {
    matches!(r#type, Type::Path(it) if it.path.is_ident(name))
}

fn is(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().any(|it| it.path().is_ident(name))
}

fn unraw(name: &syn::Ident) -> String {
    name.unraw().to_string()
}

/// `nullable field as method, DEFAULT, ref Type`, of which some are left out.
struct InEffect {
    nullable: bool,
    method: syn::Ident,
    reference: bool,
    gives: Type,
}

impl syn::parse::Parse for InEffect {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let mut method: syn::Ident = input.call(syn::Ident::parse_any)?;
        let nullable = method == "nullable" && !input.peek(syn::Token![,]);
        if nullable {
            method = input.call(syn::Ident::parse_any)?;
        }
        if input.parse::<Option<syn::Token![as]>>()?.is_some() {
            method = input.parse()?;
        }
        input.parse::<syn::Token![,]>()?;
        input.parse::<syn::Ident>()?;
        input.parse::<syn::Token![,]>()?;
        let reference = input.parse::<Option<syn::Token![ref]>>()?.is_some();
        let gives: Type = input.parse()?;
        Ok(Self {
            nullable,
            method,
            reference: reference || matches!(&gives, Type::Path(it) if it.path.is_ident("str")),
            gives,
        })
    }
}

mod proc_macro_rows {
    //! The rows of a table that map a variant to its name on the wire.

    use syn::{
        Ident, LitStr, Token, Type,
        parse::{Parse, ParseStream},
        token::Paren,
    };

    /// Rows of variants; other rows are ignored.
    #[derive(Default)]
    pub struct Rows(pub Vec<Row>);

    /// `Variant = "wire";` or `Variant(member) = "wire";`.
    pub struct Row {
        pub variant: String,
        pub member: Option<Type>,
        pub wire: String,
    }

    impl Parse for Rows {
        fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
            let content;
            syn::braced!(content in input);
            let mut rows = Vec::new();
            while !content.is_empty() {
                let variant: Ident = content.parse()?;
                let mut member = None;
                if content.peek(Paren) {
                    let inside;
                    syn::parenthesized!(inside in content);
                    member = Some(inside.parse()?);
                }
                content.parse::<Token![=]>()?;
                let wire: LitStr = content.parse()?;
                content.parse::<Token![;]>()?;
                rows.push(Row {
                    variant: variant.to_string(),
                    member,
                    wire: wire.value(),
                });
            }
            Ok(Self(rows))
        }
    }
}
