// What the tests create, in the SDK's own words.

export const template = {
  name: "sdk-template",
  commercialType: "PLAY2-MICRO",
  tags: ["sdk"],
  volumes: {
    0: {
      name: "boot",
      fromSnapshot: { snapshotId: "e854500e-b897-40dd-8f27-0c0d737031da" },
      perfIops: 5000,
      tags: [],
      boot: true,
      volumeType: "sbs",
    },
  },
  publicIpsV4Count: 1,
  privateNetworkIds: [],
};

export const group = (templateId) => ({
  name: "sdk-group",
  tags: ["sdk"],
  templateId,
  capacity: { minReplicas: 2, maxReplicas: 5, cooldownDelay: "300s" },
  loadbalancer: {
    id: "b04bc244-5005-40b5-a29f-944f71fa0b8b",
    backendIds: ["a4d75d01-944c-4952-84e9-843597546c87"],
    privateNetworkId: "5dd8eecd-7a73-4672-b514-dcd9e095c0fa",
  },
});

export const policy = (instanceGroupId) => ({
  name: "sdk-policy",
  metric: {
    name: "cpu scale up",
    managedMetric: "managed_metric_instance_cpu",
    operator: "operator_greater_than",
    aggregate: "aggregate_average",
    samplingRangeMin: 5,
    threshold: 70,
  },
  action: "scale_up",
  type: "flat_count",
  value: 1,
  priority: 1,
  instanceGroupId,
});
