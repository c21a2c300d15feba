//! A PDS that writes: sessions, and commits that are signed.

use axum::http::{HeaderMap, Method, header};
use lexgen::{Data, Tid, data::cid_of};
use serde_json::{Value, json};

use crate::{Account, Page};

/// An account that its PDS writes to.
pub struct Hosted {
    /// The account, which has the records.
    pub account: Account,
    /// Its password.
    pub password: String,
    /// What the server does wrong.
    pub manner: Manner,
}

/// What a server does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Nothing.
    Honest,
    /// It says that it has written, and has not.
    Forgets,
    /// It writes something else.
    Distorts,
    /// Somebody else writes after the last commit was asked for.
    Busy,
    /// It writes, and does not answer.
    Silent,
    /// It writes, and closes the connection.
    HangsUp,
    /// It logs in another account.
    Mistaken,
    /// Its errors quote what it was sent.
    Indiscreet,
    /// Its errors quote the tokens of the session.
    Talkative,
}

impl Hosted {
    /// The answer to a request, unless it is one of others.
    pub(crate) fn answer(
        &mut self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Option<Page> {
        let body = || serde_json::from_slice::<Value>(body).expect("JSON");
        let name = path.strip_prefix("/xrpc/")?;
        match (method, name) {
            (&Method::GET, "com.atproto.sync.getLatestCommit") => {
                let latest = self.latest();
                if self.manner == Manner::Busy {
                    self.advance();
                }
                Some(Page::json(&latest))
            }
            (&Method::POST, "com.atproto.server.createSession") => Some(self.log_in(&body())),
            (&Method::POST, "com.atproto.server.deleteSession") => Some(Page::json(&json!({}))),
            (&Method::POST, "com.atproto.repo.applyWrites") => {
                let sent = headers.get(header::AUTHORIZATION);
                let sent = sent.and_then(|it| it.to_str().ok()).unwrap_or_default();
                Some(self.write(sent, &body()))
            }
            _ => None,
        }
    }

    fn latest(&self) -> Value {
        let proof = self.account.proof("com.example.any");
        json!({ "cid": proof.root.to_string(), "rev": self.account.rev })
    }

    fn token(&self) -> String {
        format!("access-{}", self.password)
    }

    fn log_in(&self, body: &Value) -> Page {
        let (who, password) = (&body["identifier"], &body["password"]);
        if *who != self.account.did || *password != self.password {
            let said = match self.manner {
                Manner::Indiscreet => format!("the password {password} is wrong"),
                _ => "Invalid identifier or password".to_owned(),
            };
            return Page::error(401, "AuthenticationRequired", &said);
        }
        let did = match self.manner {
            Manner::Mistaken => "did:plc:zzzzzzzzzzzzzzzzzzzzzzzz",
            _ => &self.account.did,
        };
        Page::json(&json!({
            "accessJwt": self.token(),
            "refreshJwt": "refresh-secret",
            "handle": "alice.example.com",
            "did": did,
        }))
    }

    fn write(&mut self, sent: &str, body: &Value) -> Page {
        if sent != format!("Bearer {}", self.token()) {
            let said = match self.manner {
                Manner::Indiscreet => format!("{sent} has expired"),
                _ => "the token is invalid".to_owned(),
            };
            return Page::error(401, "InvalidToken", &said);
        }
        if self.manner == Manner::Talkative {
            let said = format!("{} and refresh-secret are of the session", self.token());
            return Page::error(400, "InvalidRequest", &said);
        }
        if body["swapCommit"] != self.latest()["cid"] {
            return Page::error(400, "InvalidSwap", "Commit was at another CID");
        }
        let writes = body["writes"].as_array().expect("writes");
        let mut results = Vec::new();
        let before = self.account.records.clone();
        for write in writes {
            results.push(self.apply(write));
        }
        self.advance();
        let commit = self.latest();
        if self.manner == Manner::Forgets {
            self.account.records = before;
        }
        match self.manner {
            Manner::Silent => return Page::Silence,
            Manner::HangsUp => return Page::End,
            _ => {}
        }
        Page::json(&json!({ "commit": commit, "results": results }))
    }

    fn apply(&mut self, write: &Value) -> Value {
        assert_eq!(write["collection"], "com.atproto.lexicon.schema");
        let rkey = write["rkey"].as_str().expect("a record key").to_owned();
        let kind = write["$type"].as_str().expect("a type");
        let kind = kind.strip_prefix("com.atproto.repo.applyWrites#");
        let kind = kind.expect("a write");
        if kind == "delete" {
            self.account.records.remove(&rkey).expect("a record");
            return json!({ "$type": "com.atproto.repo.applyWrites#deleteResult" });
        }
        let mut value = write["value"].clone();
        if self.manner == Manner::Distorts {
            value["description"] = json!("not what was sent");
        }
        let record: Data = serde_json::from_value(value.clone()).expect("data");
        let cid = cid_of(&record).expect("data");
        let is_there = self.account.records.insert(rkey.clone(), value).is_some();
        assert_eq!(is_there, kind == "update", "{kind} of {rkey}");
        json!({
            "$type": format!("com.atproto.repo.applyWrites#{kind}Result"),
            "uri": format!("at://{}/com.atproto.lexicon.schema/{rkey}", self.account.did),
            "cid": cid.as_str(),
            "validationStatus": "unknown",
        })
    }

    /// Makes the next revision.
    fn advance(&mut self) {
        let last = Tid::new_unchecked(self.account.rev.as_str());
        let micros = last.timestamp_micros().expect("a revision");
        let next = Tid::from_parts(micros + 1, 0).expect("a revision");
        self.account.rev = next.as_str().to_owned();
    }
}
