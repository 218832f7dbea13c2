//! What the pickers read, against the sandbox's first content.

use headroom::api::{ApiError, Client};
use headroom::sandbox::{FORBIDDEN_ACCESS_KEY, SANDBOX_ACCESS_KEY, SANDBOX_PROJECT};
use headroom::wire::{
    Availability, BackendId, Group, LbPrivateNetwork, ListQuery, LoadBalancerId, LocalImageType,
    PrivateNetworkId, ProjectId, Template, Zone,
};

use super::{Api, block_on};
use crate::in_process::SandboxHandle;

fn project() -> ProjectId {
    ProjectId::from(SANDBOX_PROJECT)
}

fn fresh() -> Api {
    Api::over(SandboxHandle::fresh())
}

/// A client for the zone in which there is nothing.
fn elsewhere(api: &Api) -> Client {
    Client::new(api.sandbox.clone(), Zone::from("fr-par-2"))
}

#[test]
fn instance_types_come_with_their_prices_and_stock() {
    let client = fresh().client;
    let types = block_on(client.server_types()).unwrap();
    let micro = &types["PLAY2-MICRO"];
    assert_eq!((micro.ncpus, micro.ram), (4, 8_589_934_592));
    assert_eq!((micro.hourly_price, micro.monthly_price), (0.05508, 40.2084));
    assert!(micro.capabilities.placement_groups && micro.capabilities.private_network == 8);
    assert!(types.len() >= 8, "{}", types.len());
    for (name, kind) in &types {
        // The vendor's month has 730 hours, but for one type's.
        let month = kind.monthly_price / kind.hourly_price;
        assert!((715.0..740.0).contains(&month), "{name}: {month} hours");
    }
    let stock = block_on(client.availability()).unwrap();
    assert!(stock.keys().eq(types.keys()), "each type has a stock");
    for word in Availability::KNOWN {
        assert!(stock.values().any(|own| own == word), "no type is {word}");
    }
}

#[test]
fn an_image_of_the_marketplace_names_types_that_there_are() {
    let client = fresh().client;
    let types = block_on(client.server_types()).unwrap();
    let systems = block_on(client.marketplace_images()).unwrap();
    assert!(systems.is_sorted_by_key(|system| system.name.clone()));
    for kind in [LocalImageType::Block, LocalImageType::Local] {
        let images = block_on(client.local_images(&kind)).unwrap();
        assert!(!images.is_empty());
        for image in &images {
            assert_eq!((&image.kind, image.zone.as_str()), (&kind, "fr-par-1"));
            assert!(systems.iter().any(|system| system.label == image.label), "{}", image.label);
            assert!(!image.compatible_commercial_types.is_empty(), "nothing boots {image:?}");
            for name in &image.compatible_commercial_types {
                assert_eq!(types[name].arch, image.arch, "{name}");
                let has_disk = types[name].volumes_constraint.max_size > 0;
                assert!(has_disk || kind == LocalImageType::Block, "{name} has no disk");
            }
        }
        let mut ids: Vec<_> = images.iter().map(|image| &image.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), images.len(), "each has its own id");
    }
}

/// Whatever a template or group of the first content names is found by its picker, but for the
/// load balancer that is gone.
#[test]
fn every_picker_finds_what_is_picked() {
    let client = fresh().client;
    let project = project();
    let types = block_on(client.server_types()).unwrap();
    let snapshots = block_on(client.block_snapshots(&project)).unwrap();
    let networks = block_on(client.private_networks(&project)).unwrap();
    let projects = block_on(client.projects(None)).unwrap();
    let has_network = |id: &PrivateNetworkId| networks.iter().any(|network| network.id == *id);
    for template in block_on(client.list::<Template>(&ListQuery::default())).unwrap() {
        assert!(types.contains_key(&template.commercial_type));
        assert!(projects.iter().any(|row| row.id == template.project_id));
        assert!(!template.private_network_ids.is_empty());
        assert!(template.private_network_ids.iter().all(has_network));
        for volume in template.volumes.values() {
            let id = &volume.from_snapshot.as_ref().unwrap().snapshot_id;
            assert!(snapshots.iter().any(|snapshot| snapshot.id == *id));
        }
    }
    let balancers = block_on(client.load_balancers(&project)).unwrap();
    let groups: Vec<Group> = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    for group in &groups {
        let balancer = &group.loadbalancer;
        assert!(balancer.private_network_id.as_ref().is_some_and(has_network));
        if !group.error_messages.is_empty() {
            assert!(balancers.iter().all(|row| row.id != balancer.id));
            assert!(block_on(client.backends(&balancer.id)).unwrap_err().is_not_found());
            continue;
        }
        let row = balancers.iter().find(|row| row.id == balancer.id).unwrap();
        assert_eq!(row.status, "ready");
        let backends = block_on(client.backends(&balancer.id)).unwrap();
        assert_eq!(backends.len(), row.backend_count as usize);
        let own = |id: &BackendId| backends.iter().any(|backend| backend.id == *id);
        assert!(balancer.backend_ids.iter().all(own));
        let attached = block_on(client.balancer_networks(&balancer.id)).unwrap();
        assert_eq!(attached.len(), row.private_network_count as usize);
        let theirs = |row: &&LbPrivateNetwork| {
            Some(&row.private_network_id) == balancer.private_network_id.as_ref()
        };
        assert_eq!(attached.iter().find(theirs).unwrap().status, "ready");
    }
    assert_eq!(groups.iter().filter(|group| group.error_messages.is_empty()).count(), 1);
}

#[test]
fn a_zone_or_project_without_content_lists_nothing() {
    let api = fresh();
    let (here, there) = (&api.client, elsewhere(&api));
    let nobody = ProjectId::from("11111111-1111-4111-8111-111111111111");
    macro_rules! only_here {
        ($($call:ident)+) => {
            $(
                let name = stringify!($call);
                assert!(!block_on(here.$call(&project())).unwrap().is_empty(), "{name}");
                assert!(block_on(here.$call(&nobody)).unwrap().is_empty(), "{name} of nobody");
                assert!(block_on(there.$call(&project())).unwrap().is_empty(), "{name} there");
            )+
        };
    }
    only_here!(images block_snapshots local_snapshots security_groups placement_groups);
    only_here!(load_balancers);
    // A region has these, and both zones are of one.
    for client in [here, &there] {
        assert_eq!(block_on(client.private_networks(&project())).unwrap().len(), 1);
        assert_eq!(block_on(client.metrics_sources(&project())).unwrap().len(), 1);
    }
    assert!(block_on(here.private_networks(&nobody)).unwrap().is_empty());
    assert!(block_on(here.metrics_sources(&nobody)).unwrap().is_empty());
    let types = |client: &Client| block_on(client.server_types()).unwrap();
    assert_eq!(types(here), types(&there));
}

#[test]
fn projects_are_those_of_the_organization() {
    let client = fresh().client;
    let [project] = block_on(client.projects(None)).unwrap().try_into().unwrap();
    assert_eq!(project.id.as_str(), SANDBOX_PROJECT);
    let own = block_on(client.projects(Some(&project.organization_id)));
    assert_eq!(own, Ok(vec![project]));
    assert_eq!(block_on(client.projects(Some("nobody"))), Ok(Vec::new()));
}

#[test]
fn an_api_key_is_known_hidden_or_not_there() {
    let client = fresh().client;
    let key = block_on(client.api_key(SANDBOX_ACCESS_KEY)).unwrap();
    assert_eq!(key.access_key, SANDBOX_ACCESS_KEY);
    assert_eq!(key.default_project_id.as_str(), SANDBOX_PROJECT);
    assert!(key.user_id.is_some() && key.application_id.is_none() && key.expires_at.is_none());
    let status = |access_key: &str| match block_on(client.api_key(access_key)) {
        Err(ApiError::Refused { status, .. }) => status,
        other => panic!("{other:?}"),
    };
    assert_eq!(status(FORBIDDEN_ACCESS_KEY), 403);
    assert_eq!(status("SCW00000000000000000"), 404);
    assert_eq!(status("../projects"), 404);
}

#[test]
fn a_backend_holds_the_instances_that_serve() {
    let api = fresh();
    let client = &api.client;
    let groups: Vec<Group> = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    let group = groups.into_iter().find(|group| group.name == "checkout-api").unwrap();
    let pool = || {
        let backends = block_on(client.backends(&group.loadbalancer.id)).unwrap();
        backends.into_iter().next().unwrap().pool
    };
    let before = pool();
    let servers = block_on(client.servers(&group.id)).unwrap();
    let booted = servers.iter().filter(|server| server.state_detail == "booted");
    assert_eq!(before.len(), booted.count());
    let victim = servers.last().unwrap();
    assert_eq!(block_on(client.terminate(&victim.id)), Ok(()));
    let after = pool();
    assert_eq!(after.len() + 1, before.len());
    assert!(after.iter().all(|address| before.contains(address)));
    // The group replaces it: a minute until it is ordered, and a minute and a half of boot.
    api.advance(4 * 60_000);
    assert!(pool().len() >= before.len());
    let servers = block_on(client.servers(&group.id)).unwrap();
    assert!(servers.iter().all(|server| server.id != victim.id));
}

#[test]
fn what_is_not_there_is_not_found() {
    let client = fresh().client;
    let balancer = LoadBalancerId::from("../../../../iam");
    assert!(block_on(client.backends(&balancer)).unwrap_err().is_not_found());
    assert!(block_on(client.balancer_networks(&balancer)).unwrap_err().is_not_found());
    assert!(block_on(client.terminate(&"nobody".into())).unwrap_err().is_not_found());
}
