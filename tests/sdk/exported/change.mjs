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

await api.updateInstanceGroup({
  zone: "fr-par-1",
  capacity: { cooldownDelay: "120s", maxReplicas: 7 },
  instanceGroupId: "00000000-0000-4000-8000-000000000001",
});
