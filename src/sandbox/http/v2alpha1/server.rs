//! The call that makes an Instance of a template alone.

use super::template::find;
use crate::engine::FieldErrors;
use crate::sandbox::chance::Stream;
use crate::sandbox::http::body::read;
use crate::sandbox::http::server_json::{default_group, mac};
use crate::sandbox::http::{Call, CallResult, Refusal, Reply};
use crate::sandbox::store::Store;
use crate::sandbox::world::Instance;
use crate::wire::v1alpha2::{
    CreateServer, PublicNetworkInterface, ServerFilesystem, ServerIp,
    ServerPrivateNetworkInterface, ServerVolume, Template, TemplateServer,
};
use crate::wire::{IpId, SecurityGroupId, ServerId, Timestamp, VolumeId};

pub fn create(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let template = find(store, call, id)?.template.clone();
    let CreateServer { name } = read(call.body)?;
    let mut errors = FieldErrors::default();
    errors.name(&name, "name");
    errors.or(()).map_err(Refusal::Invalid)?;
    let instance = store.insert_server(&template, name);
    Ok(Reply::ok(&shown(&instance, &template)))
}

/// The Instance as this API shows it, field by field as recorded.
fn shown(instance: &Instance, template: &Template) -> TemplateServer {
    let created_at = Timestamp::from_nanos(instance.created_us() * 1_000);
    let volumes = template.volumes.iter().enumerate().map(|(index, volume)| ServerVolume {
        id: VolumeId(instance.part_id(Stream::Volume, index)),
        volume_type: volume.volume_type.clone(),
    });
    let filesystems = template
        .filesystem_ids
        .iter()
        .map(|id| ServerFilesystem { id: id.clone(), status: "attached".to_owned() });
    TemplateServer {
        project_id: template.project_id.clone(),
        id: ServerId(instance.id.clone()),
        name: instance.name.clone(),
        tags: instance.tags(),
        server_type: template.server_type.clone(),
        placement_group_id: template.placement_group_id.clone(),
        status: "stopped".to_owned(),
        volumes: volumes.collect(),
        filesystems: filesystems.collect(),
        architecture: "x86_64".to_owned(),
        created_at,
        updated_at: created_at,
        private_network_interfaces: networks(instance, template),
        rescue_mode: false,
        status_detail: String::new(),
        public_network_interface: public(instance, template),
        zone: template.zone.clone(),
        ..TemplateServer::default()
    }
}

fn networks(instance: &Instance, template: &Template) -> Vec<ServerPrivateNetworkInterface> {
    let networks = template.private_networks.iter().enumerate();
    let shown = networks.map(|(index, network)| ServerPrivateNetworkInterface {
        id: instance.part_id(Stream::Nic, 3 * index),
        private_network_id: network.private_network_id.clone(),
        status: "available".to_owned(),
        mac_address: mac(instance, index as u64 + 1),
        security_group_id: None,
        ip_ids: [1, 2].map(|part| IpId(instance.part_id(Stream::Nic, 3 * index + part))).into(),
    });
    shown.collect()
}

/// Without a group of its own, an Instance gets its project's default one.
fn public(instance: &Instance, template: &Template) -> PublicNetworkInterface {
    let addresses = template.public_ip_v4_count + template.public_ip_v6_count;
    let ip = |index: u32| ServerIp {
        id: IpId(instance.part_id(Stream::Address, 2 * index as usize)),
        dynamic: false,
        status: "attached".to_owned(),
        default: index == 0,
    };
    let default = || SecurityGroupId(default_group(template.project_id.as_str()));
    PublicNetworkInterface {
        status: "available".to_owned(),
        mac_address: mac(instance, 0),
        security_group_id: template.security_group_id.clone().unwrap_or_else(default),
        ips: (0..addresses).map(ip).collect(),
        dns: format!("{}.pub.instances.sandbox.invalid", instance.id),
    }
}
