//! Replies of the neighbours that are not quite as expected.

use headroom::wire::{
    Availability, BackendList, BlockSnapshotList, Envelope, ImageList, LbList, LocalImageList,
    LocalImageType, ServerTypeList, StockList, Zone, decode,
};

/// A field more, a `null`, or a word that is not known: what is known is read all the same.
#[test]
fn what_is_not_known_is_passed_over() {
    let text = br#"{"servers":{"NEW-1":{"arch":"riscv64","ncpus":1,"gpu":null,"network":null,
        "monthly_price":null,"hourly_price":0.5,"capabilities":null,"volumes_constraint":
        {"min_size":null,"max_size":7},"sockets":2}},"more":true}"#;
    let types: ServerTypeList = decode(text).unwrap();
    let kind = &types.servers["NEW-1"];
    assert_eq!((kind.arch.as_str(), kind.hourly_price, kind.monthly_price), ("riscv64", 0.5, 0.0));
    assert_eq!((kind.volumes_constraint.max_size, kind.gpu), (7, 0));

    let stocks: StockList =
        decode(br#"{"servers":{"A":{"availability":"plenty"},"B":{}}}"#).unwrap();
    assert_eq!(stocks.servers["A"].availability, Availability::Other("plenty".to_owned()));
    assert_eq!(stocks.servers["B"].availability, Availability::Available);

    let text = br#"{"local_images":[{"id":"i","type":"instance_gpu",
        "compatible_commercial_types":null}],"total_count":1}"#;
    let (images, total) = decode::<LocalImageList>(text).unwrap().unwrap();
    assert_eq!((images.len(), total), (1, 1));
    assert_eq!(images[0].kind, LocalImageType::Other("instance_gpu".to_owned()));

    let text = br#"{"images":[{"id":"i","root_volume":null,"state":"new"}]}"#;
    assert_eq!(decode::<ImageList>(text).unwrap().images[0].root_volume.size, 0);

    let text = br#"{"snapshots":[{"id":"s","parent_volume":null}],"total_count":1}"#;
    assert_eq!(decode::<BlockSnapshotList>(text).unwrap().snapshots[0].parent_volume, None);

    let text = br#"{"lbs":[{"id":"l","ip":null}],"total_count":1}"#;
    assert!(decode::<LbList>(text).unwrap().lbs[0].ip.is_empty());

    let text = br#"{"backends":[{"id":"b","pool":null,"health_check":null}],"total_count":1}"#;
    assert!(decode::<BackendList>(text).unwrap().backends[0].pool.is_empty());
}

#[test]
fn what_cannot_be_read_is_named() {
    let error = decode::<LbList>(br#"{"lbs":[{"id":"l","backend_count":"one"}]}"#).unwrap_err();
    assert_eq!(error.path(), "lbs[0].backend_count");
    let error = decode::<ServerTypeList>(br#"{"servers":{"A":{"ram":"much"}}}"#).unwrap_err();
    assert_eq!(error.path(), "servers.A.ram");
}

#[test]
fn a_zone_knows_its_region() {
    for (zone, region) in [("fr-par-1", "fr-par"), ("nl-ams-3", "nl-ams"), ("", ""), ("x", "x")] {
        assert_eq!(Zone::from(zone).region(), region);
    }
}
