// Needs the packages @scaleway/sdk-autoscaling 1.3.0 and @scaleway/sdk-client 1.3.3, or newer ones.
// The keys come from SCW_ACCESS_KEY and SCW_SECRET_KEY, another address from SCW_API_URL.
import { Autoscalingv1alpha1 } from "@scaleway/sdk-autoscaling";
import { createClient } from "@scaleway/sdk-client";

const client = createClient({
  accessKey: process.env.SCW_ACCESS_KEY,
  secretKey: process.env.SCW_SECRET_KEY,
  apiURL: process.env.SCW_API_URL ?? "https://api.scaleway.com",
});
const api = new Autoscalingv1alpha1.API(client);

const template = await api.createInstanceTemplate({
  zone: "fr-par-1",
  name: "exported-template",
  cloudInit: "I2Nsb3VkLWNvbmZpZwo=",
  commercialType: "PLAY2-MICRO",
  privateNetworkIds: ["5dd8eecd-7a73-4672-b514-dcd9e095c0fa"],
  projectId: "d03c0af1-fec9-44aa-a12c-54cb13072778",
  publicIpsV4Count: 1,
  tags: ["sdk"],
  volumes: {
    0: {
      name: "boot",
      boot: true,
      fromSnapshot: { snapshotId: "e854500e-b897-40dd-8f27-0c0d737031da" },
      perfIops: 5000,
      tags: [],
      volumeType: "sbs",
    },
    1: {
      name: "data",
      boot: false,
      fromEmpty: { size: 10000000000 },
      tags: ["data"],
      volumeType: "sbs",
    },
  },
});

const group = await api.createInstanceGroup({
  zone: "fr-par-1",
  name: "exported 'checkout' \" ü \\ $x {y}",
  capacity: { cooldownDelay: "300s", maxReplicas: 5, minReplicas: 2 },
  loadbalancer: {
    backendIds: ["a4d75d01-944c-4952-84e9-843597546c87"],
    id: "b04bc244-5005-40b5-a29f-944f71fa0b8b",
    privateNetworkId: "5dd8eecd-7a73-4672-b514-dcd9e095c0fa",
  },
  projectId: "d03c0af1-fec9-44aa-a12c-54cb13072778",
  tags: ["team:shop", "it's"],
  templateId: template.id,
});

await api.createInstancePolicy({
  zone: "fr-par-1",
  name: "cpu up",
  action: "scale_up",
  instanceGroupId: group.id,
  metric: {
    name: "cpu",
    aggregate: "aggregate_average",
    managedMetric: "managed_metric_instance_cpu",
    operator: "operator_greater_than",
    samplingRangeMin: 5,
    threshold: 70.5,
  },
  priority: 1,
  type: "flat_count",
  value: 1,
});

await api.createInstancePolicy({
  zone: "fr-par-1",
  name: "queue down",
  action: "scale_down",
  instanceGroupId: group.id,
  metric: {
    name: "queue",
    aggregate: "aggregate_max",
    cockpitMetricName: "queue_length",
    operator: "operator_less_than",
    samplingRangeMin: 2,
    threshold: 3,
  },
  priority: 2,
  type: "percent_of_total_group",
  value: 20,
});

console.log(group.id);
