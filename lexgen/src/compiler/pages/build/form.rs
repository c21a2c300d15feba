//! The form that validates data.

use super::super::{
    model::{Choice, Form},
    site::Site,
};
use crate::compiler::{
    dynamic::{Schema, Subject},
    ir::DefinitionId,
    schema::MAIN,
};

/// The form about the definitions of a document; `None` if none of them has data.
pub(crate) fn form(site: &Site<'_>, index: usize) -> Option<Form> {
    let module = site.ir().modules.get(index)?;
    let choices = module.definitions.iter().enumerate();
    let choices = choices.flat_map(|(definition, named)| {
        let id = DefinitionId {
            module: index,
            definition,
        };
        let subjects = Schema::subjects(site.ir(), id).into_iter();
        subjects.map(|subject| choice(&named.name, subject))
    });
    let mut choices: Vec<Choice> = choices.collect();
    // `main` is what most people look for.
    choices.sort_by_key(|choice| !choice.value.starts_with("main/"));
    choices.first_mut()?.is_chosen = true;
    Some(Form {
        nsid: module.nsid.as_str().to_owned(),
        choices,
        ..Form::default()
    })
}

fn choice(name: &str, subject: Subject) -> Choice {
    let part = subject.part_name();
    let label = match (name, subject) {
        (MAIN, Subject::Value) => "main".to_owned(),
        (name, Subject::Value) => format!("#{name}"),
        (_, Subject::Params) => "parameters".to_owned(),
        (_, Subject::Input | Subject::Output | Subject::Message) => part.to_owned(),
        (_, Subject::ErrorBody) => "error response".to_owned(),
    };
    Choice {
        value: format!("{name}/{part}"),
        label,
        is_chosen: false,
    }
}
