//! Instance types with their prices, and how many there are: all that the service lists, as it
//! listed them.

use std::str::FromStr;

use crate::base::HOURS_PER_MONTH;
use crate::sandbox::http::{Call, CallResult, Json, object, per_page_at};

/// By name, as the service lists them: what `fr-par-1` answered on 2026-08-18, the stock on
/// 2026-07-30. A line is name, processor, cores, memory (GiB), graphics processors, the price of an
/// hour and of a month (in millionths of a euro; `-`: that of 730 hours), local and scratch storage
/// (GB), network (Mbit/s), block storage (MiB/s), stock (`-`: not told, taken as available), and
/// `ends` where no new one should be made.
const SERVER_TYPES: &str = include_str!("server_types.txt");

/// A type's numbers.
struct ServerType {
    name: &'static str,
    arch: &'static str,
    cpus: u32,
    /// GiB.
    memory: u64,
    gpus: u32,
    /// EUR.
    hourly: f64,
    /// EUR.
    monthly: f64,
    /// GB of local storage.
    disk: u64,
    /// GB of scratch storage.
    scratch: u64,
    /// Mbit/s, inwards and outwards.
    network: u64,
    /// MiB/s to block storage.
    block: u64,
    availability: &'static str,
    ends: bool,
}

impl ServerType {
    /// What a line says; nothing if it lacks a column.
    fn read(line: &'static str) -> Option<Self> {
        let mut words = line.split(' ');
        let (name, arch) = (words.next()?, words.next()?);
        let (cpus, memory, gpus) = (next(&mut words)?, next(&mut words)?, next(&mut words)?);
        let hourly = f64::from(next::<u32>(&mut words)?);
        let monthly = next::<u32>(&mut words).map_or(hourly * HOURS_PER_MONTH, f64::from);
        Some(Self {
            name,
            arch,
            cpus,
            memory,
            gpus,
            hourly: euros(hourly),
            monthly: euros(monthly),
            disk: next(&mut words)?,
            scratch: next(&mut words)?,
            network: next(&mut words)?,
            block: next(&mut words)?,
            availability: words.next().filter(|word| *word != "-").unwrap_or("available"),
            ends: words.next().is_some(),
        })
    }

    /// Whether it can be made of an image for a kind of processor and of boot volume.
    fn fits(&self, arch: &str, boots_local: bool) -> bool {
        self.arch == arch && (self.disk > 0 || !boots_local)
    }
}

/// The next word, where it is one of these.
fn next<T: FromStr>(words: &mut impl Iterator<Item = &'static str>) -> Option<T> {
    words.next()?.parse().ok()
}

/// Millionths of a euro in EUR. No decimal fraction is read: the standard library's reader of them
/// would be the only one in the program, at 12 KB of what a first visit loads.
fn euros(millionths: f64) -> f64 {
    millionths / 1e6
}

fn all() -> impl Iterator<Item = ServerType> {
    SERVER_TYPES.lines().filter_map(ServerType::read)
}

/// The names of the types of one processor that boot from their own disk, or all of them.
pub fn names(arch: &str, boots_local: bool) -> Json {
    Json::list(all().filter(|kind| kind.fits(arch, boots_local)).map(|kind| kind.name))
}

pub fn list(call: &Call) -> CallResult {
    page(call, "products/servers", shown)
}

pub fn availability(call: &Call) -> CallResult {
    let stock = |kind: &ServerType| object! { "availability": kind.availability };
    page(call, "products/servers/availability", stock)
}

fn page(call: &Call, place: &str, show: fn(&ServerType) -> Json) -> CallResult {
    per_page_at(&call.params, place, all().collect(), |kinds| {
        let shown = kinds.into_iter().map(|kind| (kind.name.into(), show(&kind))).collect();
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
        "gpu": kind.gpus,
        "gpu_info": Json::Null,
        "mig_profile": Json::Null,
        "volumes_constraint": range(0, kind.disk * GB),
        "per_volume_constraint": object! { "l_ssd": largest },
        "scratch_storage_max_size": kind.scratch * GB,
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
        "end_of_service": kind.ends,
    }
}
