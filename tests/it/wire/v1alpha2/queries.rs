//! The parameters of the list calls.

use headroom::wire::v1alpha2::{
    AlertListQuery, AlertScope, Cursor, CursorQuery, GroupListQuery, LogListQuery, ServerListQuery,
    TemplateListQuery, TemplateOrderBy,
};
use headroom::wire::{OrderBy, Timestamp};

/// The parameters as `name=value`, not encoded.
fn text(query: &impl CursorQuery) -> String {
    let pairs = query.parameters().into_iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}

#[test]
fn what_is_unset_is_left_out() {
    assert_eq!(text(&GroupListQuery::default()), "order_by=created_at_desc");
    assert_eq!(text(&TemplateListQuery::default()), "order_by=created_at_desc");
    assert_eq!(text(&Cursor::default()), "");
    let query = ServerListQuery { group_id: "G".into(), ..ServerListQuery::default() };
    assert_eq!(text(&query), "group_id=G");
}

#[test]
fn every_parameter_has_its_name_and_a_list_repeats_it() {
    let cursor = Cursor { page_size: Some(50), page_token: Some("a b=".to_owned()) };
    let groups = GroupListQuery {
        order_by: OrderBy::CreatedAtAsc,
        project_id: Some("P".into()),
        template_id: Some("T".into()),
        load_balancer_id: Some("L".into()),
        cursor: cursor.clone(),
    };
    let page = "page_size=50&page_token=a b=";
    let asked = "order_by=created_at_asc&project_id=P&template_id=T&load_balancer_id=L";
    assert_eq!(text(&groups), format!("{asked}&{page}"));
    let templates = TemplateListQuery {
        order_by: TemplateOrderBy::UpdatedAtDesc,
        project_id: Some("P".into()),
        template_ids: vec!["T1".into(), "T2".into()],
        name: Some("tpl".to_owned()),
        tags: vec!["a".to_owned(), "b".to_owned()],
        server_tags: vec!["c".to_owned()],
        security_group_ids: vec!["S".into()],
        placement_group_ids: vec!["G1".into(), "G2".into()],
        cursor,
    };
    let asked = "order_by=updated_at_desc&project_id=P&template_ids=T1&template_ids=T2&name=tpl\
                 &tags=a&tags=b&server_tags=c&security_group_ids=S&placement_group_ids=G1\
                 &placement_group_ids=G2";
    assert_eq!(text(&templates), format!("{asked}&{page}"));
}

#[test]
fn logs_have_a_range_and_alerts_one_of_two_scopes() {
    let logs = LogListQuery {
        group_id: "G".into(),
        start_time: Some(Timestamp::from_millis(1_772_438_400_000)),
        end_time: Some(Timestamp::from_millis(1_772_438_400_500)),
        cursor: Cursor::default(),
    };
    let range = "start_time=2026-03-02T08:00:00Z&end_time=2026-03-02T08:00:00.500Z";
    assert_eq!(text(&logs), format!("group_id=G&{range}"));
    let alerts = |scope| text(&AlertListQuery { scope, cursor: Cursor::default() });
    assert_eq!(alerts(AlertScope::Group("G".into())), "group_id=G");
    assert_eq!(alerts(AlertScope::Project("P".into())), "project_id=P");
}
