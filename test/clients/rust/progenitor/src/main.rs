//! The scenario, with the client that progenitor's macro makes.

use std::{env, error::Error as Failure, fmt::Debug, num::NonZeroU64};

mod peermesh {
    progenitor::generate_api!(spec = "peermesh.json", interface = Builder);
}

use peermesh::{Client, Error, ResponseValue, types::*};
use reqwest::header::{HeaderMap, HeaderValue};

fn client(secret: &str, session: Option<&str>) -> Result<Client, Box<dyn Failure>> {
    let mut headers = HeaderMap::new();
    headers.insert("Authorization", HeaderValue::from_str(&format!("Bearer {secret}"))?);
    if let Some(session) = session {
        headers.insert("PeerMesh-Session", HeaderValue::from_str(session)?);
    }
    let http = reqwest::Client::builder().default_headers(headers).build()?;
    Ok(Client::new_with_client(&env::var("PEERMESH_URL")?, http))
}

async fn join(secret: &str, label: &str) -> Result<Client, Box<dyn Failure>> {
    let request = RegisterPeerRequest::builder().label(label).runtime("rust").host("studio");
    let registration = client(secret, None)?.register_peer().body(request).send().await?;
    assert!(*registration.label == label && !registration.reattached, "{registration:?}");
    client(secret, Some(&registration.session_token))
}

/// For a call that has to fail with this code; answers the problem.
fn refused<T: Debug>(code: ProblemCode, answer: Result<ResponseValue<T>, Error<Problem>>) -> Problem {
    let Err(Error::ErrorResponse(response)) = answer else { panic!("{code} was expected, not {answer:?}") };
    assert!(response.code == code && response.status == i64::from(response.status().as_u16()), "{response:?}");
    assert!(!response.hint.is_empty());
    println!("error {code}");
    response.into_inner()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Failure>> {
    let secret = &env::var("PEERMESH_TOKEN")?;
    assert_eq!(client(secret, None)?.get_health().send().await?.status, HealthStatus::Ok);
    println!("ok health");

    let (ann, bob) = (join(secret, "ann").await?, join(secret, "bob").await?);
    let (_, other) = (join(secret, "twin").await?, join(secret, "other").await?);
    let mood = EmotionalState::builder().mood(EmotionalStateMood::try_from("curious")?).valence(0.5);
    let request =
        UpdatePeerRequest::builder().alias(Alias::try_from("twin")?).emotional_state(EmotionalState::try_from(mood)?);
    let twin = other.update_peer().body(request).send().await?;
    assert_eq!(*twin.label, "other");
    assert_eq!(twin.emotional_state.as_ref().and_then(|state| state.valence), Some(0.5));
    println!("ok register");

    let text = "Run tests on the crawler – näher";
    let message =
        SendMessageRequest::builder().to("bob").body(text).idempotency_key(IdempotencyKey::try_from("run-1")?);
    let sent = ann.send_message().body(message.clone()).send().await?;
    let again = ann.send_message().body(message).send().await?;
    assert!(sent.status == SendMessageResponseStatus::Queued && !sent.duplicate, "{sent:?}");
    assert!(*sent.recipient.alias == "bob", "{sent:?}");
    assert!(again.duplicate && again.message_id == sent.message_id, "{again:?}");
    println!("ok send");

    let polled = bob.poll_messages().body_map(|body| body.limit(10)).send().await?;
    let received = &polled.messages[0];
    assert!(received.id == sent.message_id && *received.body == text && *received.from.alias == "ann", "{received:?}");
    assert!(received.kind == MessageKind::Direct && received.attempt.get() == 1 && !received.redelivered);
    println!("ok poll");

    let item = AckItem::builder().id(received.id.clone()).lease(received.lease.as_str());
    let acked = bob.ack_messages().body_map(|body| body.items(vec![item.try_into().unwrap()])).send().await?;
    assert_eq!(acked.results[0].result, AckResultResult::Acked);
    let status = ann.get_message_status().body_map(|body| body.message_id(sent.message_id.clone())).send().await?;
    assert_eq!(status.recipients[0].status, DeliveryStatus::Acked);
    println!("ok ack");

    let topic = CreateChannelRequestTopic::try_from("Deployments")?;
    assert!(ann.create_channel().body_map(|body| body.name("#ops").topic(topic)).send().await?.created);
    let subscribed = bob.subscribe_channel().body_map(|body| body.channel("#ops")).send().await?;
    assert_eq!(*subscribed.channel.subscribers, 2);
    println!("ok subscribe");

    let published = ann.publish_message().body_map(|body| body.channel("#ops").body("Deploy starts.")).send().await?;
    assert_eq!(*published.fanned_out, 1);
    let ops = ChannelRef::try_from("#ops")?;
    let poll = PollMessagesRequest::builder().channel(ops).ack(PollMessagesRequestAck::Auto);
    let polled = bob.poll_messages().body(poll).send().await?;
    let post = &polled.messages[0];
    assert!(*post.body == "Deploy starts." && post.kind == MessageKind::Channel, "{post:?}");
    assert_eq!(post.channel.as_ref().map(|name| name.as_str()), Some("#ops"));
    println!("ok publish");

    let metadata = Metadata([("branch".into(), "main".parse()?)].into());
    let create = CreateTaskRequest::builder().title("Fix the test").assignee(PeerRef::try_from("bob")?);
    let id = ann.create_task().body(create.metadata(metadata.clone())).send().await?.into_inner().task.task_id;
    let claimed = bob.claim_task().body_map(|body| body.task_id(id.clone())).send().await?;
    assert!(*claimed.claim == 1 && claimed.task.metadata.as_ref().unwrap().0 == metadata.0, "{claimed:?}");
    let update = UpdateTaskRequest::builder().task_id(id.clone()).claim(NonZeroU64::new(*claimed.claim as u64));
    let note = UpdateTaskRequestNote::try_from("Found it.")?;
    let working = update.clone().status(UpdateTaskRequestStatus::Working).note(note.clone());
    bob.update_task().body(working).send().await?;
    let late = update.clone().claim(NonZeroU64::new(99)).note(note.clone());
    refused(ProblemCode::ClaimLost, bob.update_task().body(late).send().await);
    let result = UpdateTaskRequestResult::try_from("Green.")?;
    bob.update_task().body(update.status(UpdateTaskRequestStatus::Completed).result(result)).send().await?;
    let told = ann.get_task().body_map(|body| body.task_id(id.clone())).send().await?;
    assert!(told.task.status == TaskStatus::Completed && told.task.holder.is_none(), "{told:?}");
    assert_eq!(told.task.result.as_ref().map(|result| result.as_str()), Some("Green."));
    let events: Vec<String> = told.history.iter().map(|row| row.event.to_string()).collect();
    assert_eq!(events, ["created", "claimed", "updated", "updated"]);
    println!("ok task");

    let (key, value) = ("crawler/test-command", "npm test -- POL-358");
    let entry = SetMemoryRequest::builder().key(key).value(value).tags(vec!["howto".parse()?]).if_version(0);
    assert_eq!(*ann.set_memory().body(entry).send().await?.version, 1);
    let keys = vec![key.parse::<MemoryKey>()?, "nothing".parse()?];
    let found = bob.get_memory().body_map(|body| body.keys(keys)).send().await?;
    assert!(*found.entries[0].value == value && *found.entries[0].written_by == "ann", "{found:?}");
    assert_eq!(*found.missing[0], "nothing");
    println!("ok memory");

    let query = SearchMemoryRequestQuery::try_from("POL-358 command")?;
    let hits = bob.search_memory().body_map(|body| body.query(query)).send().await?;
    assert!(*hits.hits[0].key == key && hits.hits[0].score > 0.0, "{hits:?}");
    println!("ok search");

    let stale = SetMemoryRequest::builder().key(key).value("stale").if_version(7);
    let conflict = refused(ProblemCode::Conflict, ann.set_memory().body(stale).send().await);
    let current = conflict.current.expect("the state that it met");
    assert!(*current.version.unwrap() == 1 && *current.value.unwrap() == value);
    let more = UpdateTaskRequest::builder().task_id(id.clone()).note(note);
    refused(ProblemCode::TaskTerminal, bob.update_task().body(more).send().await);
    let nobody = ann.send_message().body_map(|body| body.to("bobb").body("Hello")).send().await;
    assert_eq!(*refused(ProblemCode::NotFound, nobody).candidates[0], "bob");
    let both = ann.send_message().body_map(|body| body.to("twin").body("Hello")).send().await;
    assert_eq!(refused(ProblemCode::Ambiguous, both).candidates.len(), 2);
    let broken = SetMemoryRequest::builder().key("broken").value("{").format(MemoryFormat::Json);
    refused(ProblemCode::InvalidRequest, ann.set_memory().body(broken).send().await);
    refused(ProblemCode::Unauthenticated, client("wrong", None)?.get_health().send().await);
    refused(ProblemCode::SessionInvalid, client(secret, Some("wrong"))?.search_memory().send().await);
    Ok(())
}
