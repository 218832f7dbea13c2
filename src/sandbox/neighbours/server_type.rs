//! Instance types with their prices, and how many there are. A dozen of the hundred that the
//! service has; the numbers are the service's own as far as they are recorded.

use super::page::per_page;
use crate::sandbox::json::{Json, object};
use crate::sandbox::reply::Outcome;
use crate::sandbox::router::Call;

/// A type's numbers.
struct Kind {
    name: &'static str,
    arch: &'static str,
    cpus: u32,
    /// GiB.
    memory: u64,
    /// EUR.
    hourly: f64,
    /// EUR.
    monthly: f64,
    /// GB of local storage.
    disk: u64,
    /// Mbit/s, inwards and outwards.
    network: u64,
    /// MiB/s to block storage.
    block: u64,
    availability: &'static str,
}

/// By name, as the service lists them.
const KINDS: [Kind; 14] = [
    arm("COPARM1-2C-8G", 2, 8, (0.0426, 31.1), 200, 80, "available"),
    arm("COPARM1-4C-16G", 4, 16, (0.0857, 62.56), 400, 160, "shortage"),
    local("DEV1-L", 4, 8, (0.04952, 36.1496), 80, 400, 200),
    local("DEV1-M", 3, 4, (0.02556, 18.6588), 40, 300, 150),
    local("DEV1-S", 2, 2, (0.01368, 9.9864), 20, 200, 100),
    local("GP1-S", 8, 32, (0.2042, 149.066), 300, 800, 500),
    block("PLAY2-MICRO", 4, 8, (0.05508, 40.2084), 400, 160, "available"),
    block("PLAY2-NANO", 2, 4, (0.02754, 20.1042), 200, 80, "available"),
    block("PLAY2-PICO", 1, 2, (0.01428, 10.4244), 100, 40, "available"),
    block("POP2-4C-16G", 4, 16, (0.147, 107.31), 800, 800, "available"),
    block("POP2-8C-32G", 8, 32, (0.29, 211.7), 1_600, 1_600, "scarce"),
    block("POP2-HC-2C-4G", 2, 4, (0.0532, 38.836), 400, 400, "available"),
    block("PRO2-XS", 4, 16, (0.1122, 81.906), 700, 250, "available"),
    block("PRO2-XXS", 2, 8, (0.0561, 40.953), 350, 125, "available"),
];

const fn block(
    name: &'static str,
    cpus: u32,
    memory: u64,
    (hourly, monthly): (f64, f64),
    network: u64,
    block: u64,
    availability: &'static str,
) -> Kind {
    let (arch, disk) = ("x86_64", 0);
    Kind { name, arch, cpus, memory, hourly, monthly, disk, network, block, availability }
}

const fn arm(
    name: &'static str,
    cpus: u32,
    memory: u64,
    price: (f64, f64),
    network: u64,
    bandwidth: u64,
    availability: &'static str,
) -> Kind {
    Kind { arch: "arm64", ..block(name, cpus, memory, price, network, bandwidth, availability) }
}

const fn local(
    name: &'static str,
    cpus: u32,
    memory: u64,
    price: (f64, f64),
    disk: u64,
    network: u64,
    bandwidth: u64,
) -> Kind {
    Kind { disk, ..block(name, cpus, memory, price, network, bandwidth, "available") }
}

/// The names of the types of one processor that boot from their own disk, or all of them.
pub(super) fn names(arch: &str, boots_local: bool) -> Vec<Json> {
    let fits = |kind: &&Kind| kind.arch == arch && (kind.disk > 0 || !boots_local);
    KINDS.iter().filter(fits).map(|kind| Json::from(kind.name)).collect()
}

pub(super) fn list(call: &Call) -> Outcome {
    page(call, "/products/servers", shown)
}

pub(super) fn availability(call: &Call) -> Outcome {
    let stock = |kind: &Kind| object! { "availability": kind.availability };
    page(call, "/products/servers/availability", stock)
}

fn page(call: &Call, place: &str, show: fn(&Kind) -> Json) -> Outcome {
    per_page(&call.params, place, KINDS.iter().collect(), |kinds| {
        let shown = kinds.into_iter().map(|kind| (kind.name, show(kind))).collect();
        object! { "servers": Json::Object(shown) }
    })
}

fn shown(kind: &Kind) -> Json {
    const GIB: u64 = 1 << 30;
    const GB: u64 = 1_000_000_000;
    const MBIT: u64 = 1_000_000;
    let range = |min: u64, max: u64| object! { "min_size": min, "max_size": max };
    let largest = if kind.disk > 0 { range(GB, 800 * GB) } else { range(0, 0) };
    let interface = object! {
        "internal_bandwidth": kind.network * MBIT,
        "internet_bandwidth": kind.network * MBIT,
    };
    object! {
        "alt_names": Json::EMPTY,
        "arch": kind.arch,
        "ncpus": kind.cpus,
        "ram": kind.memory * GIB,
        "gpu": 0_u32,
        "gpu_info": Json::Null,
        "mig_profile": Json::Null,
        "volumes_constraint": range(0, kind.disk * GB),
        "per_volume_constraint": object! { "l_ssd": largest },
        "scratch_storage_max_size": 0_u32,
        "scratch_storage_max_volumes_count": 0_u32,
        "monthly_price": kind.monthly,
        "hourly_price": kind.hourly,
        "capabilities": object! {
            "boot_types": vec![Json::from("local"), Json::from("rescue")],
            "placement_groups": true,
            "block_storage": true,
            "hot_snapshots_local_volume": kind.disk > 0,
            "private_network": 8_u32,
            "max_file_systems": 0_u32,
        },
        "network": object! {
            "ipv6_support": true,
            "sum_internal_bandwidth": kind.network * MBIT,
            "sum_internet_bandwidth": kind.network * MBIT,
            "interfaces": vec![interface],
        },
        "block_bandwidth": kind.block << 20,
        "end_of_service": false,
    }
}
