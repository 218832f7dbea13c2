//! Which generations an address answers, and what is said and asked then.

use headroom::api::{Answers, ApiError, Generations};
use headroom::wire::{Generation, Group, ListQuery, v1alpha2};

use super::answered::Answered;
use super::block_on;
use crate::wire::body;

const V1: &str = r#"{"instance_groups":[],"total_count":0}"#;
const V2: &str = r#"{"group_summaries":[],"total_count":0}"#;
const NO_ROUTE: &str = r#"{"message":"Not Found"}"#;
const DENIED: &str = r#"{"message":"insufficient permissions","type":"permissions_denied"}"#;

type Reply = (u16, &'static str);

fn not_found() -> &'static str {
    body!("v1alpha2/error_not_found")
}

fn api(v1: Reply, v2: Reply) -> Answered {
    Answered::by(move |line| {
        let (status, body) = if line.contains("/v1alpha1/") { v1 } else { v2 };
        (status, body.to_owned())
    })
}

fn found(v1: Reply, v2: Reply) -> Generations {
    block_on(api(v1, v2).client().generations(""))
}

#[test]
fn each_is_asked_for_one_group_and_of_the_project_when_there_is_one() {
    let api = api((200, V1), (200, V2));
    block_on(api.client().generations("p"));
    assert_eq!(
        api.asked(),
        [
            "GET /autoscaling/v1alpha1/zones/fr-par-1/instance-groups?order_by=created_at_desc\
             &page=1&page_size=1",
            "GET /autoscaling/v1alpha2/zones/fr-par-1/groups?order_by=created_at_desc\
             &project_id=p&page_size=1",
        ]
    );
}

#[test]
fn only_a_routers_own_404_means_retired() {
    assert_eq!(found((404, NO_ROUTE), (200, V2)).v1alpha1, Answers::Retired);
    for other in
        [(404, not_found()), (404, r#"{"message":"zone not Found"}"#), (401, ""), (403, "")]
    {
        let answers = found(other, (200, V2)).v1alpha1;
        assert!(matches!(answers, Answers::Unclear(_)), "{other:?}: {answers:?}");
    }
    assert_eq!(
        found((200, V1), (400, body!("v1alpha2/error_required"))).v1alpha2,
        Answers::Yes,
        "a project is wanted"
    );
}

#[test]
fn the_outcome_is_said_in_words() {
    let zone = "fr-par-1".into();
    for (v1, v2, said) in [
        ((200, V1), (200, V2), "answers both generations"),
        ((404, NO_ROUTE), (200, V2), "no longer answers v1alpha1, so only groups with a target"),
        ((200, V1), (404, NO_ROUTE), "does not answer v1alpha2 in fr-par-1"),
        ((404, NO_ROUTE), (404, NO_ROUTE), "no autoscaling groups of any generation in fr-par-1"),
        ((404, NO_ROUTE), (403, DENIED), "no longer answers v1alpha1. The key may not read"),
        ((200, V1), (403, DENIED), "InstancesReadOnly"),
        ((401, ""), (401, ""), "The API does not know this key."),
        ((200, V1), (500, ""), "Whether this API answers v1alpha2 is not known. The API failed."),
        ((200, V1), (200, V1), "v1alpha2 is not known. The API answered with something unexp"),
        ((500, ""), (404, NO_ROUTE), "does not answer v1alpha2 in fr-par-1. Whether this API"),
    ] {
        let words = found(v1, v2).words(&zone);
        assert!(words.contains(said) && words.ends_with('.'), "{words}");
    }
}

#[test]
fn a_connection_fails_when_nothing_can_be_read() {
    let fails = |v1, v2| found(v1, v2).failure().is_some();
    assert!(fails((401, ""), (401, "")));
    assert!(fails((404, NO_ROUTE), (403, DENIED)));
    assert!(!fails((404, NO_ROUTE), (200, V2)));
    assert!(!fails((200, V1), (403, DENIED)));
    assert!(!fails((404, NO_ROUTE), (404, NO_ROUTE)), "that is an answer");
}

#[test]
fn what_is_retired_is_not_asked_for_again() {
    let api = api((404, NO_ROUTE), (200, V2));
    let generations = block_on(api.client().generations("p"));
    assert!(!generations.asks(Generation::V1alpha1) && generations.asks(Generation::V1alpha2));
    let client = api.client().knowing(&generations);
    let before = api.asked().len();
    let error = block_on(client.list::<Group>(&ListQuery::default())).unwrap_err();
    assert!(error.is_no_route() && !error.is_not_found(), "{error:?}");
    let error = block_on(client.delete::<Group>(&"x".into())).unwrap_err();
    assert!(error.is_no_route() && !error.outcome_is_unknown(), "{error:?}");
    assert_eq!(api.asked().len(), before);
    assert_eq!(block_on(client.target_groups("p")), Ok(Vec::new()));
    assert_eq!(api.asked().len(), before + 1);
}

#[test]
fn a_missing_path_does_not_mean_that_a_resource_is_gone() {
    let gone = ApiError::Refused {
        status: 404,
        body: Box::new(headroom::wire::ErrorBody::parse(not_found().as_bytes())),
    };
    assert!(gone.is_not_found() && !gone.is_no_route());
    let client = api((404, NO_ROUTE), (404, NO_ROUTE)).client();
    let error = block_on(client.remove::<v1alpha2::Group>(&"x".into())).unwrap_err();
    assert!(error.to_string().contains("The API has no such path"), "{error}");
}
