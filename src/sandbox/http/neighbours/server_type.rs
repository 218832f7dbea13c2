//! Instance types with their prices, and how many there are. A dozen of the hundred that the
//! service has; the numbers are the service's own as far as they are recorded.

use crate::sandbox::http::{Call, CallResult, Json, object, per_page_at};

/// A type's numbers.
struct ServerType {
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

/// Types by the columns of [`ServerType`].
macro_rules! server_types {
    ($($name:literal $arch:ident $cpus:literal $memory:literal $hourly:literal $monthly:literal
        $disk:literal $network:literal $block:literal $availability:ident;)+) => {
        &[$(ServerType {
            name: $name,
            arch: stringify!($arch),
            cpus: $cpus,
            memory: $memory,
            hourly: $hourly,
            monthly: $monthly,
            disk: $disk,
            network: $network,
            block: $block,
            availability: stringify!($availability),
        }),+]
    };
}

/// By name, as the service lists them.
const SERVER_TYPES: &[ServerType] = server_types! {
    "COPARM1-2C-8G"  arm64   2  8  0.0426   31.1      0   200   80 available;
    "COPARM1-4C-16G" arm64   4 16  0.0857   62.56     0   400  160 shortage;
    "DEV1-L"         x86_64  4  8  0.04952  36.1496  80   400  200 available;
    "DEV1-M"         x86_64  3  4  0.02556  18.6588  40   300  150 available;
    "DEV1-S"         x86_64  2  2  0.01368   9.9864  20   200  100 available;
    "GP1-S"          x86_64  8 32  0.2042  149.066  300   800  500 available;
    "PLAY2-MICRO"    x86_64  4  8  0.05508  40.2084   0   400  160 available;
    "PLAY2-NANO"     x86_64  2  4  0.02754  20.1042   0   200   80 available;
    "PLAY2-PICO"     x86_64  1  2  0.01428  10.4244   0   100   40 available;
    "POP2-4C-16G"    x86_64  4 16  0.147   107.31     0   800  800 available;
    "POP2-8C-32G"    x86_64  8 32  0.29    211.7      0 1_600 1_600 scarce;
    "POP2-HC-2C-4G"  x86_64  2  4  0.0532   38.836    0   400  400 available;
    "PRO2-XS"        x86_64  4 16  0.1122   81.906    0   700  250 available;
    "PRO2-XXS"       x86_64  2  8  0.0561   40.953    0   350  125 available;
};

/// The names of the types of one processor that boot from their own disk, or all of them.
pub fn names(arch: &str, boots_local: bool) -> Json {
    let fits = |kind: &&ServerType| kind.arch == arch && (kind.disk > 0 || !boots_local);
    Json::list(SERVER_TYPES.iter().filter(fits).map(|kind| kind.name))
}

pub fn list(call: &Call) -> CallResult {
    page(call, "products/servers", shown)
}

pub fn availability(call: &Call) -> CallResult {
    let stock = |kind: &ServerType| object! { "availability": kind.availability };
    page(call, "products/servers/availability", stock)
}

fn page(call: &Call, place: &str, show: fn(&ServerType) -> Json) -> CallResult {
    per_page_at(&call.params, place, SERVER_TYPES.iter().collect(), |kinds| {
        let shown = kinds.into_iter().map(|kind| (kind.name.into(), show(kind))).collect();
        object! { "servers": Json::Object(shown) }
    })
}

fn shown(kind: &ServerType) -> Json {
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
