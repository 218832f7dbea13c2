//! Instances against their template, and the replacement of those that are older.

use headroom::lab::instances::{
    Instance, PATIENCE_MS, Present, Revision, Rolling, RollingStep, ending_words, old_named,
    old_words,
};
use headroom::wire::{Server, ServerId, Timestamp};

const CHANGED_MS: i64 = 1_772_438_400_000;
const MINUTE_MS: i64 = 60_000;

/// An Instance that was created so many minutes after the template's last change.
fn server(id: &str, minutes: i64, state: &str) -> Server {
    Server {
        id: id.into(),
        name: format!("web-{id}"),
        commercial_type: "PLAY2-MICRO".into(),
        state: state.into(),
        creation_date: Timestamp::from_millis(CHANGED_MS + minutes * MINUTE_MS),
        ..Server::default()
    }
}

fn present() -> Present {
    Present { server_type: "PLAY2-MICRO".into(), changed_at: Timestamp::from_millis(CHANGED_MS) }
}

fn all(servers: &[Server]) -> Vec<Instance> {
    let ids: Vec<ServerId> = servers.iter().map(|server| server.id.clone()).collect();
    Instance::all(&ids, servers, Some(&present()))
}

fn terminate(id: &str) -> RollingStep {
    RollingStep::Terminate(id.into())
}

#[test]
fn an_instance_is_old_by_its_age_or_by_its_type() {
    let other = Server { commercial_type: "PLAY2-NANO".into(), ..server("c", 1, "running") };
    let servers = [server("a", -1, "running"), server("b", 0, "running"), other];
    let ids: Vec<ServerId> = ["a", "b", "c", "d"].map(ServerId::from).into();
    let of = |present: Option<&Present>| {
        let all = Instance::all(&ids, &servers, present);
        all.iter().map(|one| one.revision).collect::<Vec<_>>()
    };
    use Revision::{Old, Present as Now, Unknown};
    assert_eq!(of(Some(&present())), [Old, Now, Old, Unknown]);
    assert_eq!(of(None), [Unknown; 4], "what cannot be read is not guessed");
    let all = Instance::all(&ids, &servers, Some(&present()));
    assert_eq!(
        all.iter().map(Instance::name).collect::<Vec<_>>(),
        ["web-a", "web-b", "web-c", "d"]
    );
    let words = old_words(&all).unwrap();
    assert_eq!(words, "2 of 4 Instances are from before the template’s last change.");
    assert_eq!(old_words(&all[1..2]), None);
    assert_eq!([1, 3].map(old_named), ["the old Instance", "the 3 old Instances"]);
    assert!(old_words(&all[..1]).unwrap().starts_with("The Instance is"));
    assert!(old_words(&all[..2]).unwrap().starts_with("1 of 2 Instances is"));
}

#[test]
fn ending_one_says_what_serves_until_the_next() {
    let servers = [server("a", 0, "running"), server("b", 0, "running"), server("c", 0, "stopped")];
    let said = |count: usize| ending_words(&all(&servers[..count]), &"a".into());
    assert!(said(1).ends_with("Nothing serves until then."), "{}", said(1));
    assert!(said(3).ends_with("1 Instance serves until then."), "{}", said(3));
}

#[test]
fn the_oldest_goes_first_and_the_next_only_when_as_many_serve_again() {
    let (old, older) = (server("a", -5, "running"), server("b", -9, "running"));
    let new = server("c", 3, "running");
    let mut rolling = Rolling::of(&all(&[old.clone(), older.clone(), new.clone()])).unwrap();
    assert_eq!(rolling.total(), 2);
    let there = [old.clone(), older.clone(), new.clone()];
    assert_eq!(rolling.next(&there, 0), terminate("b"));
    let RollingStep::Wait(words) = rolling.next(&there, 1) else { panic!("it is still there") };
    assert_eq!(words, "0 of 2 replaced. web-b is going; 3 of 3 serve.");

    let gone = [old.clone(), new.clone()];
    let RollingStep::Wait(words) = rolling.next(&gone, 2) else { panic!("one is missing") };
    assert_eq!(words, "0 of 2 replaced. web-b is gone, and the group makes another; 2 of 3 serve.");
    let booting = Server { state_detail: "booting kernel".into(), ..server("d", 9, "running") };
    let boots = [old.clone(), new.clone(), booting];
    assert!(matches!(rolling.next(&boots, 3), RollingStep::Wait(_)));

    let full = [old, new.clone(), server("d", 9, "running")];
    assert_eq!(rolling.next(&full, 4), terminate("a"));
    assert_eq!(rolling.progress(), "1 of 2 replaced");
    let full = [new, server("d", 9, "running"), server("e", 9, "running")];
    let RollingStep::Done(words) = rolling.next(&full, 5) else { panic!("all are replaced") };
    assert_eq!(words, "All 2 old Instances are replaced.");
}

#[test]
fn what_the_group_removed_itself_is_passed_over() {
    let servers = [server("a", -5, "running"), server("b", -9, "running")];
    let mut rolling = Rolling::of(&all(&servers)).unwrap();
    assert_eq!(rolling.next(&servers[..1], 0), terminate("a"), "b has gone by itself");
}

#[test]
fn a_group_that_does_not_come_back_is_left_to_decide() {
    let servers =
        [server("a", -5, "running"), server("b", -3, "running"), server("c", 1, "running")];
    let mut rolling = Rolling::of(&all(&servers)).unwrap();
    assert_eq!(rolling.next(&servers, 0), terminate("a"));
    let rest = &servers[1..];
    assert!(matches!(rolling.next(rest, PATIENCE_MS), RollingStep::Wait(_)));
    let RollingStep::Stuck(words) = rolling.next(rest, PATIENCE_MS + 1) else { panic!("stuck") };
    assert!(words.starts_with("0 of 2 replaced."), "{words}");
    assert!(words.contains("not come back to 3 serving Instances: it has 2"), "{words}");
    // It has scaled in, and goes on with two.
    rolling.settle_for(rest, PATIENCE_MS + 2);
    assert_eq!(rolling.next(rest, PATIENCE_MS + 3), terminate("b"));

    let mut rolling = Rolling::of(&all(&servers)).unwrap();
    rolling.next(&servers, 0);
    let step = rolling.next(&servers, PATIENCE_MS + 1);
    assert!(matches!(step, RollingStep::Stuck(words) if words.contains("web-a has not gone")));
}

#[test]
fn nothing_is_replaced_where_nothing_is_old_or_nothing_serves() {
    assert_eq!(Rolling::of(&[]), None);
    assert_eq!(Rolling::of(&all(&[server("a", 1, "running")])), None);
    assert_eq!(Rolling::of(&all(&[server("a", -1, "stopped")])), None);
    let one = Rolling::of(&all(&[server("a", -1, "running"), server("b", -1, "stopped")]));
    assert_eq!(one.unwrap().total(), 2);
}

/// A name of 73 characters is three lines on a phone, and all begin with their group's id.
#[test]
fn a_long_name_is_short_in_its_middle() {
    let group = "f5928e9c-bfe4-45a8-8890-9f6b20423b84";
    let named = |name: String| {
        let servers = [Server { name, ..server("a", 0, "running") }];
        all(&servers)[0].short_name()
    };
    let one = named(format!("{group}_019cad8b-1820-7788-9be3-b47f42726b65"));
    assert_eq!(one, "f5928e9c…b47f42726b65");
    assert_ne!(one, named(format!("{group}_019cad8b-1820-7788-9be3-b47f42726b66")));
    assert_eq!(named("checkout-web-1".to_owned()), "checkout-web-1");
    assert_eq!(named("Serveur à étés ".repeat(4)).chars().count(), 21);
}
