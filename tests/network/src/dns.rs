//! A DNS server.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_server::{
    net::runtime::Time,
    proto::{
        op::{Metadata, ResponseCode},
        rr::{
            Name, RData, Record, RecordType,
            rdata::{A, CNAME, SOA, TXT},
        },
    },
    server::{Request, RequestHandler, ResponseHandler, ResponseInfo, Server},
    zone_handler::MessageResponseBuilder,
};
use tokio::net::{TcpListener, UdpSocket};

use crate::State;

/// What DNS has for a name. Names that it has nothing for do not exist.
#[derive(Clone, Debug)]
pub enum Answer {
    /// TXT records, each in parts.
    Texts(Vec<Vec<String>>),
    /// An address.
    Address(Ipv4Addr),
    /// Another name.
    Alias(String),
    /// The server fails.
    Failure,
    /// The server refuses to answer.
    Refusal,
    /// The server does not answer.
    Silence,
}

impl Answer {
    /// One TXT record.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Texts(vec![vec![text.to_owned()]])
    }
}

struct Handler(Arc<Mutex<State>>);

/// Starts a server.
pub(crate) async fn serve(state: Arc<Mutex<State>>) -> SocketAddr {
    let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = tcp.local_addr().expect("a port");
    let udp = UdpSocket::bind(address).await.expect("the same port");
    let mut server = Server::new(Handler(state));
    server.register_listener(tcp, Duration::from_secs(5), 32);
    server.register_socket(udp);
    tokio::spawn(async move { server.block_until_done().await });
    address
}

#[async_trait::async_trait]
impl RequestHandler for Handler {
    async fn handle_request<R: ResponseHandler, T: Time>(
        &self,
        request: &Request,
        mut responses: R,
    ) -> ResponseInfo {
        let query = request.request_info().expect("a question").query;
        let (name, kind) = (Name::from(query.name()), query.query_type());
        let found = find(&self.0, &name, kind);
        let mut answers = Vec::new();
        let mut code = ResponseCode::NoError;
        match found.last().map(|(_, answer)| answer) {
            None => code = ResponseCode::NXDomain,
            Some(Answer::Failure) => code = ResponseCode::ServFail,
            Some(Answer::Refusal) => code = ResponseCode::Refused,
            Some(Answer::Silence) => std::future::pending().await,
            Some(Answer::Texts(_) | Answer::Address(_) | Answer::Alias(_)) => {
                answers = found
                    .iter()
                    .flat_map(|(name, it)| records(name, kind, it))
                    .collect();
            }
        }
        let mut metadata = Metadata::response_from_request(&request.metadata);
        metadata.response_code = code;
        metadata.authoritative = true;
        let root = || Name::root();
        let soa = SOA::new(root(), root(), 1, 60, 60, 60, 300);
        let soa = Record::from_rdata(root(), 300, RData::SOA(soa));
        let is_negative =
            answers.is_empty() && matches!(code, ResponseCode::NoError | ResponseCode::NXDomain);
        let soa = is_negative.then_some(&soa);
        let response = MessageResponseBuilder::from_message_request(request);
        let response = response.build(metadata, &answers, [], soa, []);
        responses.send_response(response).await.expect("sent")
    }
}

/// What the server has for a name, after aliases. Empty if the name does not exist.
fn find(state: &Mutex<State>, name: &Name, kind: RecordType) -> Vec<(Name, Answer)> {
    let mut state = state.lock().expect("no thread panicked");
    let text = |name: &Name| name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
    state.asked.push(format!("{kind} {}", text(name)));
    let mut found = Vec::new();
    let mut name = name.clone();
    while let Some(answer) = state.names.get(&text(&name)) {
        found.push((name.clone(), answer.clone()));
        match answer {
            Answer::Alias(target) => name = Name::from_ascii(format!("{target}.")).expect("a name"),
            _ => return found,
        }
    }
    Vec::new()
}

fn records(name: &Name, kind: RecordType, answer: &Answer) -> Vec<Record> {
    let record = |data| Record::from_rdata(name.clone(), 300, data);
    match answer {
        Answer::Texts(texts) if kind == RecordType::TXT => {
            let texts = texts
                .iter()
                .map(|parts| record(RData::TXT(TXT::new(parts.clone()))));
            texts.collect()
        }
        Answer::Address(address) if kind == RecordType::A => vec![record(RData::A(A(*address)))],
        Answer::Alias(target) => {
            let target = Name::from_ascii(format!("{target}.")).expect("a name");
            vec![record(RData::CNAME(CNAME(target)))]
        }
        _ => Vec::new(),
    }
}
