//! Endpoints.

use super::{
    super::{
        address::inside,
        model::{Body, Endpoint, ErrorRow, Request},
        site::Site,
    },
    curl::{Upload, curl},
    facts::facts,
    order::Order,
    table::{innermost, is_closed},
};
use crate::compiler::{
    dynamic::{Subject, sample::is_mime_pattern, write_query},
    ir::{self, DefinitionId, TypeKind},
    schema::Method,
};

/// What a lexicon says of a body or a message.
struct BodyContent<'i> {
    encoding: &'i str,
    description: Option<&'i str>,
    schema: Option<&'i ir::Type>,
}

impl Site<'_> {
    pub(super) fn endpoint(
        &self,
        anchor: &str,
        id: DefinitionId,
        own: &ir::Endpoint,
        order: &Order,
    ) -> Endpoint {
        let params = own.params.as_ref();
        let input = own.input.as_ref();
        let output = own.output.as_ref();
        let message = own.message.as_ref();
        let body = |part: Subject, name: &str, body: &ir::Body| {
            let place = inside(anchor, name);
            let content = BodyContent {
                encoding: &body.encoding,
                description: body.description.as_deref(),
                schema: body.schema.as_ref(),
            };
            self.body(id, part, place, content, order)
        };
        Endpoint {
            method: own.method,
            request: self.request(id, own),
            parameters: params
                .map(|params| self.table(&inside(anchor, "parameters"), params, order)),
            parameters_description: self.prose(params.and_then(|it| it.description.as_deref())),
            input: input.map(|it| body(Subject::Input, "input", it)),
            output: output.map(|it| body(Subject::Output, "output", it)),
            message: message.map(|schema| {
                let place = inside(anchor, "message");
                let content = BodyContent {
                    encoding: "",
                    description: own.message_description.as_deref(),
                    schema: Some(schema),
                };
                self.body(id, Subject::Message, place, content, order)
            }),
            errors: own
                .errors
                .iter()
                .map(|error| self.error(anchor, error))
                .collect(),
        }
    }

    fn error(&self, anchor: &str, error: &ir::Variant) -> ErrorRow {
        ErrorRow {
            name: error.name.clone(),
            anchor: inside(&inside(anchor, "errors"), &error.name),
            description: self.prose(error.description.as_deref()),
        }
    }

    fn body(
        &self,
        id: DefinitionId,
        part: Subject,
        anchor: String,
        content: BodyContent<'_>,
        order: &Order,
    ) -> Body {
        let BodyContent {
            encoding,
            description,
            schema,
        } = content;
        let mut about = self.prose(description);
        let of_schema = schema.and_then(|schema| schema.description.as_deref());
        about.0.extend(self.prose(of_schema).0);
        let table = schema.and_then(|schema| match &innermost(schema).kind {
            TypeKind::Object(object) => Some(self.table(&anchor, object, order)),
            _ => None,
        });
        Body {
            encoding: encoding.to_owned(),
            description: about,
            r#type: schema
                .filter(|schema| !matches!(schema.kind, TypeKind::Object(_)))
                .map(|schema| self.type_text(schema)),
            facts: schema.map(|schema| facts(&schema.kind)).unwrap_or_default(),
            values: schema
                .map(|schema| self.values(&innermost(schema).kind))
                .unwrap_or_default(),
            is_closed: schema.is_some_and(|schema| is_closed(&innermost(schema).kind)),
            table,
            example: schema.and_then(|_| self.example(id, part)),
            anchor,
        }
    }

    fn request(&self, id: DefinitionId, endpoint: &ir::Endpoint) -> Request {
        let nsid = &self.ir().module(id).nsid;
        let params = endpoint.params.as_ref();
        let params = params.and_then(|_| self.example_data(id, Subject::Params));
        let query = params.and_then(|params| write_query(&params));
        let query = query.unwrap_or_default();
        let path = format!("/xrpc/{}", nsid.as_str());
        let data = (endpoint.input.as_ref()).and_then(|_| self.example_data(id, Subject::Input));
        let upload = endpoint.input.as_ref().map(|input| Upload {
            encoding: &input.encoding,
            data: data.as_ref(),
        });
        let mut headers = Vec::new();
        if let Some(input) = &endpoint.input {
            // A pattern such as `*/*` is the encoding of nothing.
            if !is_mime_pattern(&input.encoding) {
                headers.push(format!("Content-Type: {}", input.encoding));
            }
        }
        if endpoint.method == Method::Subscription {
            headers.extend(["Connection: Upgrade", "Upgrade: websocket"].map(str::to_owned));
        }
        Request {
            method: match endpoint.method {
                Method::Query | Method::Subscription => "GET",
                Method::Procedure => "POST",
            },
            curl: match endpoint.method {
                Method::Query => curl(false, &path, &query, None),
                Method::Procedure => curl(true, &path, &query, upload.as_ref()),
                Method::Subscription => None,
            },
            path,
            query,
            headers,
            body: (data.as_ref()).and_then(|data| self.example_code(id, data)),
            is_web_socket: endpoint.method == Method::Subscription,
        }
    }
}
