//! The items of a crate by their paths, and which of them are public.

use std::{collections::BTreeMap, fs, path::Path};

use lexgen_tests::workspace;
use syn::{Attribute, Meta, UseTree, Visibility};

/// A module: its items and where it is.
type Modules = BTreeMap<Vec<String>, Vec<syn::Item>>;

/// The sources of `lexgen`.
pub struct Crate {
    modules: Modules,
}

/// A public item.
pub struct Item {
    /// The path for other crates.
    pub path: Vec<String>,
    /// The required features.
    pub features: Vec<String>,
    /// The defining module.
    pub module: Vec<String>,
    /// `None` if a macro declares it.
    pub definition: Option<syn::Item>,
}

impl Crate {
    pub fn read() -> Self {
        let mut modules = Modules::new();
        let root = workspace().join("lexgen/src");
        read_file(&root.join("lib.rs"), &root, Vec::new(), &mut modules);
        Self { modules }
    }

    /// Everything public, sorted by path.
    pub fn public(&self) -> Vec<Item> {
        let mut items = Vec::new();
        self.collect(&[], &[], &[], &mut items);
        items.extend(self.macros());
        items.sort_by(|a, b| a.path.cmp(&b.path));
        items.dedup_by(|a, b| a.path == b.path);
        items
    }

    /// The `impl` blocks of a type, in the folder of its module.
    pub fn impls(&self, module: &[String], name: &str) -> Vec<&syn::ItemImpl> {
        // The compiler's folders are one level further down than the runtime's.
        let depth = if module.first().is_some_and(|it| it == "compiler") {
            2
        } else {
            1
        };
        let folder = &module[..module.len().min(depth)];
        let modules = (self.modules.iter()).filter(|(path, items)| {
            let has_its_own = || items.iter().any(|it| name_of(it).as_deref() == Some(name));
            path.as_slice() == module || (path.starts_with(folder) && !has_its_own())
        });
        let impls = modules
            .flat_map(|(_, items)| items)
            .filter_map(|item| match item {
                syn::Item::Impl(it) if self_name(it).as_deref() == Some(name) => Some(it),
                _ => None,
            });
        impls.collect()
    }

    /// The documentation of an item and of its modules.
    pub fn docs(&self, item: &Item) -> String {
        let mut text = item
            .definition
            .as_ref()
            .map(|it| docs(attributes(it)))
            .unwrap_or_default();
        for depth in 1..item.path.len() {
            let parent = item.path[..depth - 1].to_vec();
            let items = self.modules.get(&parent).into_iter().flatten();
            for found in items.filter(|it| name_of(it).as_ref() == item.path.get(depth - 1)) {
                text.push_str(&docs(attributes(found)));
            }
            if let Some(items) = self.modules.get(&item.path[..depth]) {
                // The inner documentation of a module is read with its items.
                let inner = items.iter().filter(|it| name_of(it).is_none());
                inner.for_each(|it| text.push_str(&docs(attributes(it))));
            }
        }
        text
    }

    /// Collects the public items of a module, under another path.
    fn collect(
        &self,
        module: &[String],
        path: &[String],
        features: &[String],
        found: &mut Vec<Item>,
    ) {
        for item in self.modules.get(module).into_iter().flatten() {
            let attributes = attributes(item);
            if is_hidden(attributes) {
                continue;
            }
            let features = with(features, attributes);
            match item {
                // Another crate.
                syn::Item::Use(import) if import.leading_colon.is_some() => {
                    for (_, name) in imports(&import.tree)
                        .iter()
                        .filter(|_| is_public(&import.vis))
                    {
                        found.push(Item {
                            path: joined(path, name),
                            features: features.clone(),
                            module: module.to_vec(),
                            definition: Some(item.clone()),
                        });
                    }
                }
                syn::Item::Use(import) if is_public(&import.vis) => {
                    for (target, name) in imports(&import.tree) {
                        let target = self.absolute(module, &target);
                        self.reexport(&target, &joined(path, &name), &features, found);
                    }
                }
                _ => self.add(module, item, path, &features, found),
            }
        }
    }

    fn add(
        &self,
        module: &[String],
        item: &syn::Item,
        path: &[String],
        features: &[String],
        found: &mut Vec<Item>,
    ) {
        let (Some(visibility), Some(name)) = (visibility(item), name_of(item)) else {
            return;
        };
        if !is_public(visibility) {
            return;
        }
        let path = joined(path, &name);
        if matches!(item, syn::Item::Mod(_)) {
            return self.collect(&joined(module, &name), &path, features, found);
        }
        found.push(Item {
            path,
            features: features.to_vec(),
            module: module.to_vec(),
            definition: Some(item.clone()),
        });
    }

    /// Adds the item at a path, under another path.
    fn reexport(
        &self,
        target: &[String],
        path: &[String],
        features: &[String],
        found: &mut Vec<Item>,
    ) {
        let Some((name, module)) = target.split_last() else {
            return;
        };
        if self.modules.contains_key(target) {
            return self.collect(target, path, features, found);
        }
        let items = || self.modules.get(module).into_iter().flatten();
        if let Some(item) = items().find(|it| name_of(it).as_ref() == Some(name)) {
            if !is_hidden(attributes(item)) {
                found.push(Item {
                    path: path.to_vec(),
                    features: with(features, attributes(item)),
                    module: module.to_vec(),
                    definition: Some(item.clone()),
                });
            }
            return;
        }
        for item in items() {
            let syn::Item::Use(import) = item else {
                continue;
            };
            if import.leading_colon.is_some() {
                continue;
            }
            let all = imports(&import.tree);
            if let Some((next, _)) = all.iter().find(|(_, it)| it == name) {
                let next = self.absolute(module, next);
                return self.reexport(&next, path, &with(features, &import.attrs), found);
            }
        }
        found.push(Item {
            path: path.to_vec(),
            features: features.to_vec(),
            module: module.to_vec(),
            definition: None,
        });
    }

    /// The path of an import from the root.
    fn absolute(&self, module: &[String], path: &[String]) -> Vec<String> {
        let rest = |from: usize| path[from..].to_vec();
        let supers = path.iter().take_while(|it| *it == "super").count();
        match path.first().map(String::as_str) {
            Some("crate") => rest(1),
            Some("self") => [module.to_vec(), rest(1)].concat(),
            Some("super") => [module[..module.len() - supers].to_vec(), rest(supers)].concat(),
            _ => [module.to_vec(), rest(0)].concat(),
        }
    }

    /// The features that a module needs.
    fn features(&self, module: &[String]) -> Vec<String> {
        let mut features = Vec::new();
        for depth in 0..module.len() {
            let parent = self.modules.get(&module[..depth]).into_iter().flatten();
            for item in parent.filter(|it| name_of(it).as_ref() == module.get(depth)) {
                features = with(&features, attributes(item));
            }
        }
        features
    }

    /// The exported macros, which are all at the root.
    fn macros(&self) -> impl Iterator<Item = Item> {
        self.modules.iter().flat_map(|(module, items)| {
            items.iter().filter_map(|item| {
                let attributes = attributes(item);
                let is_exported = attributes
                    .iter()
                    .any(|it| it.path().is_ident("macro_export"));
                let name = name_of(item).filter(|_| is_exported && !is_hidden(attributes))?;
                Some(Item {
                    path: vec![format!("{name}!")],
                    features: with(&self.features(module), attributes),
                    module: module.clone(),
                    definition: Some(item.clone()),
                })
            })
        })
    }
}

fn read_file(file: &Path, folder: &Path, module: Vec<String>, modules: &mut Modules) {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    read_items(parsed.items, folder, module, modules);
}

fn read_items(items: Vec<syn::Item>, folder: &Path, module: Vec<String>, modules: &mut Modules) {
    let mut kept = Vec::new();
    for mut item in items {
        if attributes(&item).iter().any(is_test) {
            continue;
        }
        if let syn::Item::Mod(inner) = &mut item {
            let name = inner.ident.to_string();
            let (below, path) = (folder.join(&name), joined(&module, &name));
            match inner.content.take() {
                Some((_, items)) => read_items(items, &below, path, modules),
                None => {
                    let file = folder.join(format!("{name}.rs"));
                    let file = if file.is_file() {
                        file
                    } else {
                        below.join("mod.rs")
                    };
                    let text = fs::read_to_string(&file).unwrap_or_default();
                    if let Ok(parsed) = syn::parse_file(&text) {
                        inner.attrs.extend(parsed.attrs);
                    }
                    read_file(&file, &below, path, modules);
                }
            }
        }
        kept.push(item);
    }
    modules.insert(module, kept);
}

fn joined(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
}

/// Each path that an import names, and the name it gets.
fn imports(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    match tree {
        UseTree::Path(path) => {
            let below = imports(&path.tree).into_iter();
            let first = path.ident.to_string();
            below
                .map(|(path, name)| ([vec![first.clone()], path].concat(), name))
                .collect()
        }
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(it) => vec![(vec![it.ident.to_string()], it.rename.to_string())],
        UseTree::Glob(_) => Vec::new(),
        UseTree::Group(group) => group.items.iter().flat_map(imports).collect(),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_test(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string() == "hidden",
        _ => false,
    })
}

fn docs(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let syn::Expr::Lit(literal) = &pair.value
            && let syn::Lit::Str(line) = &literal.lit
        {
            text.push_str(line.value().trim());
            text.push(' ');
        }
    }
    text
}

/// The features, and those of an item.
fn with(features: &[String], attributes: &[Attribute]) -> Vec<String> {
    let mut features = features.to_vec();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("cfg")) {
        let Meta::List(list) = &attribute.meta else {
            continue;
        };
        let tokens = list.tokens.to_string();
        for name in tokens.split('"').skip(1).step_by(2).map(str::to_owned) {
            if !features.contains(&name) {
                features.push(name);
            }
        }
    }
    features
}

fn self_name(block: &syn::ItemImpl) -> Option<String> {
    match &*block.self_ty {
        syn::Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

macro_rules! each_item {
    ($item:expr, $it:ident => $with:expr, $else:expr; $($kind:ident),*) => {
        match $item {
            $(syn::Item::$kind($it) => $with,)*
            _ => $else,
        }
    };
}

fn visibility(item: &syn::Item) -> Option<&Visibility> {
    each_item!(item, it => Some(&it.vis), None; Const, Enum, Fn, Mod, Static, Struct, Trait, Type)
}

fn name_of(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Fn(it) => Some(it.sig.ident.to_string()),
        syn::Item::Macro(it) => Some(it.ident.as_ref()?.to_string()),
        _ => {
            each_item!(item, it => Some(it.ident.to_string()), None; Const, Enum, Mod, Static, Struct, Trait, Type)
        }
    }
}

fn attributes(item: &syn::Item) -> &[Attribute] {
    each_item!(item, it => &it.attrs, &[]; Const, Enum, Fn, Impl, Macro, Mod, Static, Struct, Trait, Type, Use)
}
