//! A PDS of one account, which answers as the reference implementation does.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, Uri, header::CONTENT_TYPE};
use lexgen::{
    Data, Datetime,
    agent::{Agent, Login},
    data::cid_of,
};
use lexgen_tests_xrpc::com::example::shelf::note::Note;
use serde_json::{Value, json};

pub const DID: &str = "did:web:alice.test";
pub const PASSWORD: &str = "correct horse";

/// What the PDS has, and what it was asked.
#[derive(Default)]
pub struct Store {
    /// Records by collection and key.
    pub records: BTreeMap<(String, String), Value>,
    /// The blobs by CID, with their types.
    pub blobs: BTreeMap<String, (String, Vec<u8>)>,
    /// How often the tokens were renewed: older ones have expired.
    pub generation: u32,
    /// The commits so far.
    pub commits: u32,
    /// The endpoints that were called, with their credentials.
    pub calls: Vec<(String, String)>,
    /// The next answers of endpoints, in place of the usual ones.
    pub answers: Vec<(&'static str, StatusCode, Value)>,
    /// The code that a login needs.
    pub code: Option<&'static str>,
    /// The DID document in the answer to a login.
    pub document: Option<Value>,
    /// The account that renewed sessions are of.
    pub other: Option<&'static str>,
    over: bool,
}

#[derive(Clone, Default)]
pub struct Pds {
    store: Arc<Mutex<Store>>,
    pub url: String,
}

impl Pds {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let pds = Self {
            url,
            ..Self::default()
        };
        let app = Router::new().fallback(answer).with_state(pds.clone());
        tokio::spawn(async { axum::serve(listener, app).await });
        pds
    }

    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap()
    }

    pub fn login(&self) -> Login {
        Login::new(&self.url).unwrap()
    }

    pub async fn agent(&self) -> Agent {
        self.login().log_in("alice.test", PASSWORD).await.unwrap()
    }

    /// How often an endpoint was called.
    pub fn times(&self, name: &str) -> usize {
        let store = self.store();
        let calls = store.calls.iter();
        calls.filter(|(nsid, _)| nsid.ends_with(name)).count()
    }
}

pub fn note(text: &str) -> Note {
    Note::new(text, Datetime::new("2026-01-01T00:00:00Z").unwrap())
}

fn cid(value: &Value) -> String {
    let data: Data = serde_json::from_value(value.clone()).unwrap();
    // What is not in the data model has none, so any will do.
    let cid = cid_of(&data).or_else(|_| cid_of(&value.to_string()));
    cid.unwrap().into_string()
}

fn json_of(status: StatusCode, body: &Value) -> Response {
    (
        status,
        [(CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response()
}

fn refuse(name: &str, message: &str) -> Response {
    let body = json!({"error": name, "message": message});
    json_of(StatusCode::BAD_REQUEST, &body)
}

async fn answer(
    State(pds): State<Pds>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let nsid = uri.path().trim_start_matches("/xrpc/").to_owned();
    let token = headers
        .get("authorization")
        .map(|value| value.to_str().unwrap());
    let token = token
        .unwrap_or_default()
        .trim_start_matches("Bearer ")
        .trim_start_matches("DPoP ")
        .to_owned();
    let mut store = pds.store();
    store.calls.push((nsid.clone(), token.clone()));
    let name = nsid.rsplit('.').next().unwrap();
    if let Some(at) = store.answers.iter().position(|answer| answer.0 == name) {
        let (_, status, body) = store.answers.remove(at);
        return json_of(status, &body);
    }
    let is_query = [
        "getSession",
        "getRecord",
        "listRecords",
        "getBlob",
        "searchBooks",
    ]
    .contains(&name);
    assert_eq!(method, if is_query { "GET" } else { "POST" });
    let needed = match name {
        "createSession" => String::new(),
        "refreshSession" | "deleteSession" => format!("refresh-{}", store.generation),
        _ => format!("access-{}", store.generation),
    };
    if store.over || token != needed {
        return refuse("ExpiredToken", "Token has expired");
    }
    let query: BTreeMap<String, String> = axum::extract::Query::try_from_uri(&uri)
        .map(|query| query.0)
        .unwrap();
    match name {
        "uploadBlob" => {
            let encoding = headers[CONTENT_TYPE].to_str().unwrap();
            let blob = store.upload(encoding, &body);
            return json_of(StatusCode::OK, &json!({"blob": blob}));
        }
        "getBlob" => {
            let (encoding, bytes) = store.blobs[&query["cid"]].clone();
            return ([(CONTENT_TYPE, encoding)], bytes).into_response();
        }
        _ => {}
    }
    let input: Value = serde_json::from_slice(&body).unwrap_or_default();
    match store.run(name, &input, &query) {
        Ok(output) if output.is_null() => StatusCode::OK.into_response(),
        Ok(output) => json_of(StatusCode::OK, &output),
        Err((error, message)) => refuse(error, &message),
    }
}

type Outcome = Result<Value, (&'static str, String)>;

impl Store {
    fn session(&self) -> Value {
        json!({
            "did": self.other.unwrap_or(DID),
            "handle": "alice.test",
            "email": "alice@mail.test",
            "active": true,
            "accessJwt": format!("access-{}", self.generation),
            "refreshJwt": format!("refresh-{}", self.generation),
        })
    }

    fn upload(&mut self, encoding: &str, bytes: &[u8]) -> Value {
        let cid = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity".to_owned();
        self.blobs
            .insert(cid.clone(), (encoding.to_owned(), bytes.to_vec()));
        json!({"$type": "blob", "ref": {"$link": cid}, "mimeType": encoding, "size": bytes.len()})
    }

    fn commit(&self) -> Value {
        json!({"cid": cid(&json!(self.commits)), "rev": "3jui7kd54zh2y"})
    }

    fn write(&mut self, collection: &str, rkey: &str, record: &Value) -> Value {
        let key = (collection.to_owned(), rkey.to_owned());
        self.records.insert(key, record.clone());
        json!({"uri": format!("at://{DID}/{collection}/{rkey}"), "cid": cid(record)})
    }

    /// The CID of a record, or null.
    fn cid_of(&self, input: &Value) -> Value {
        let text = |name: &str| input[name].as_str().unwrap().to_owned();
        let record = self.records.get(&(text("collection"), text("rkey")));
        record.map_or(Value::Null, |record| json!(cid(record)))
    }

    fn run(&mut self, name: &str, input: &Value, query: &BTreeMap<String, String>) -> Outcome {
        let text = |name: &str| input[name].as_str().unwrap_or_default().to_owned();
        if let (Some(wanted), true) = (input.get("swapRecord"), input["record"] != "") {
            let found = self.cid_of(input);
            if *wanted != found {
                return Err(("InvalidSwap", format!("Record was at {found}")));
            }
        }
        if let Some(wanted) = input.get("swapCommit")
            && *wanted != self.commit()["cid"]
        {
            return Err(("InvalidSwap", "Commit was at another".to_owned()));
        }
        Ok(match name {
            "createSession" => {
                if self.code != input["authFactorToken"].as_str() {
                    return Err(("AuthFactorTokenRequired", "A code was sent".to_owned()));
                }
                if input["password"] != PASSWORD {
                    return Err(("AuthenticationRequired", "Invalid password".to_owned()));
                }
                let mut session = self.session();
                session["didDoc"] = self.document.clone().unwrap_or(json!({}));
                session
            }
            "refreshSession" => {
                self.generation += 1;
                self.session()
            }
            "deleteSession" => {
                self.over = true;
                Value::Null
            }
            "getSession" => self.session(),
            "createRecord" => {
                self.commits += 1;
                let rkey = input["rkey"]
                    .as_str()
                    .map_or_else(|| format!("key{}", self.commits), str::to_owned);
                let mut written = self.write(&text("collection"), &rkey, &input["record"]);
                written["commit"] = self.commit();
                written
            }
            "putRecord" => {
                self.commits += 1;
                let mut written = self.write(&text("collection"), &text("rkey"), &input["record"]);
                written["commit"] = self.commit();
                written
            }
            "deleteRecord" => {
                self.records.remove(&(text("collection"), text("rkey")));
                json!({})
            }
            "getRecord" => {
                let key = (query["collection"].clone(), query["rkey"].clone());
                let Some(record) = self.records.get(&key) else {
                    return Err(("RecordNotFound", "Could not locate record".to_owned()));
                };
                let uri = format!("at://{}/{}/{}", query["repo"], key.0, key.1);
                json!({"uri": uri, "cid": cid(record), "value": record})
            }
            "listRecords" => self.list(query),
            "applyWrites" => self.apply(input),
            other => panic!("nobody answers {other}"),
        })
    }

    /// A page, which begins after the key in the cursor.
    fn list(&self, query: &BTreeMap<String, String>) -> Value {
        let limit: usize = query.get("limit").map_or(2, |limit| limit.parse().unwrap());
        let mut records: Vec<_> = self
            .records
            .iter()
            .filter(|((collection, _), _)| *collection == query["collection"])
            .map(|((collection, rkey), record)| {
                let uri = format!("at://{DID}/{collection}/{rkey}");
                json!({"uri": uri, "cid": cid(record), "value": record})
            })
            .collect();
        if query.get("reverse").is_none_or(|reverse| reverse != "true") {
            records.reverse();
        }
        let start: usize = query
            .get("cursor")
            .map_or(0, |cursor| cursor.parse().unwrap());
        let end = (start + limit).min(records.len());
        let mut page = json!({"records": records[start..end]});
        if end < records.len() {
            page["cursor"] = json!(end.to_string());
        }
        page
    }

    fn apply(&mut self, input: &Value) -> Value {
        self.commits += 1;
        let mut results = Vec::new();
        for write in input["writes"].as_array().unwrap() {
            let collection = write["collection"].as_str().unwrap();
            let rkey = write["rkey"].as_str().unwrap_or("fresh");
            let kind = write["$type"].as_str().unwrap().rsplit('#').next().unwrap();
            let mut result = match kind {
                "delete" => {
                    self.records
                        .remove(&(collection.to_owned(), rkey.to_owned()));
                    json!({})
                }
                _ => self.write(collection, rkey, &write["value"]),
            };
            result["$type"] = json!(format!("com.atproto.repo.applyWrites#{kind}Result"));
            results.push(result);
        }
        json!({"commit": self.commit(), "results": results})
    }
}
