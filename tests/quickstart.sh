#!/usr/bin/env bash
# The product's own quickstart, call by call, against headroom-server with a sandbox:
#   tests/quickstart.sh PATH_OF_HEADROOM_SERVER
# Each call is the page's, word by word; only the address, the key and the ids are others. The last
# line says how many checks passed and failed.
set -uo pipefail

fail() {
  echo "quickstart: $*" >&2
  exit 1
}

command -v curl >/dev/null || fail "curl is missing: install it with 'apt-get install curl'."
SERVER="${1:?say where headroom-server is}"
WORK="$(mktemp -d)"
mkdir "$WORK/dist"
# A page that passes for the console, which nothing here looks at.
echo '<meta http-equiv="Content-Security-Policy" content="default-src '"'none'"'">' \
  >"$WORK/dist/index.html"
# A minute a second: what takes the group seconds takes the test no time.
mkfifo "$WORK/address"
"$SERVER" --listen 127.0.0.1:0 --dist "$WORK/dist" --speed 60 >"$WORK/address" 2>"$WORK/log" &
PID=$!
trap 'kill "$PID" 2>/dev/null; rm -rf "$WORK"' EXIT
read -r LINE <"$WORK/address" || fail "headroom-server did not start: $(cat "$WORK/log")"
API="$(grep -o 'http://[^/]*' <<<"$LINE")" || fail "headroom-server gave no address: $LINE"

# As the page calls curl, with the reply in BODY and STATUS.
curl() {
  local reply
  reply="$(command curl --silent --show-error --noproxy '*' --write-out '\n%{http_code}' "$@")"
  STATUS="${reply##*$'\n'}"
  BODY="${reply%$'\n'*}"
}

PASSED=0
FAILED=0
# check WHAT command...: counts whether the command succeeds.
check() {
  local what="$1"
  shift
  if "$@"; then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    echo "quickstart: failed: $what: $STATUS $BODY" >&2
  fi
}
status() { [ "$STATUS" = "$1" ]; }
has() { [[ "$BODY" == *"$1"* ]]; }
# The text of the first KEY in the body.
value() { grep -o "\"$1\":\"[^\"]*\"" <<<"$BODY" | head -n 1 | cut -d '"' -f 4; }

# 1. Configure your environment variables.
export SCW_SECRET_KEY="11111111-2222-4333-8444-555555555555"
export SCW_DEFAULT_ZONE="fr-par-1"

# What the page takes for granted: a project, a load balancer with a backend and a network, and a
# snapshot. They are those of the sandbox's first group and template.
ZONE_URL="$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE"
curl -H "X-Auth-Token: $SCW_SECRET_KEY" "$ZONE_URL/instance-templates?order_by=created_at_asc"
check "the templates are listed" status 200
SNAPSHOT_ID="$(value snapshot_id)"
SCW_PROJECT_ID="$(value project_id)"
export SCW_PROJECT_ID
curl -H "X-Auth-Token: $SCW_SECRET_KEY" "$ZONE_URL/instance-groups?order_by=created_at_asc"
check "the groups are listed" status 200
LOAD_BALANCER_ID="$(grep -o '"loadbalancer":{"id":"[^"]*' <<<"$BODY" | head -n 1 | cut -d '"' -f 6)"
BACKEND_ID="$(grep -o '"backend_ids":\["[^"]*' <<<"$BODY" | head -n 1 | cut -d '"' -f 4)"
PRIVATE_NETWORK_ID="$(value private_network_id)"

# 2. Create an Instance Template
curl -X POST \
-H "X-Auth-Token: $SCW_SECRET_KEY" \
-H "Content-Type: application/json" \
"$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE/instance-templates" \
-d '{
"name": "my_template",
"commercial_type": "PLAY2-NANO",
"volumes": {
"0": {
"name": "boot volume",
"from_snapshot": {
"snapshot_id": "'"$SNAPSHOT_ID"'"
},
"volume_type": "sbs",
"boot": true
}
},
"private_network_ids": [
"'"$PRIVATE_NETWORK_ID"'"
],
"project_id": "'"$SCW_PROJECT_ID"'"
}'
check "the template is created" status 200
check "the template has its name" has '"name":"my_template"'
AUTOSCALING_TEMPLATE_ID="$(value id)"

# 3. Create an Instance Group
curl -X POST \
-H "X-Auth-Token: $SCW_SECRET_KEY" \
-H "Content-Type: application/json" \
"$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE/instance-groups" \
-d '{
"project_id": "'"$SCW_PROJECT_ID"'",
"name": "my_instance_group",
"template_id": "'"$AUTOSCALING_TEMPLATE_ID"'",
"capacity": {
"max_replicas": 5,
"min_replicas": 1,
"cooldown_delay": "300s"
},
"loadbalancer":{
"id": "'"$LOAD_BALANCER_ID"'",
"backend_ids": ["'"$BACKEND_ID"'"],
"private_network_id": "'"$PRIVATE_NETWORK_ID"'"
}
}'
check "the group is created" status 200
check "the group has its template" has "\"instance_template_id\":\"$AUTOSCALING_TEMPLATE_ID\""
check "nothing is wrong with the group" has '"error_messages":[]'
AUTOSCALING_INSTANCE_GROUP_ID="$(value id)"
INSTANCE_GROUP_ID="$AUTOSCALING_INSTANCE_GROUP_ID"

# 4. Create Scaling Policies
curl -X POST \
-H "X-Auth-Token: $SCW_SECRET_KEY" \
-H "Content-Type: application/json" \
"$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE/instance-policies" \
-d '{
"name": "my-policy-scale-up",
"metric": {
"name": "cpu scale up",
"managed_metric": "managed_metric_instance_cpu",
"operator": "operator_greater_than",
"aggregate": "aggregate_average",
"sampling_range_min": 5,
"threshold": 70
},
"action": "scale_up",
"type": "flat_count",
"value": 1,
"priority": 1,
"instance_group_id": "'"$AUTOSCALING_INSTANCE_GROUP_ID"'"
}'
check "the policy that scales up is created" status 200
curl -X POST \
-H "X-Auth-Token: $SCW_SECRET_KEY" \
-H "Content-Type: application/json" \
"$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE/instance-policies" \
-d '{
"name": "my-policy-scale-down",
"metric": {
"name": "cpu scale down",
"managed_metric": "managed_metric_instance_cpu",
"operator": "operator_less_than",
"aggregate": "aggregate_average",
"sampling_range_min": 5,
"threshold": 40
},
"action": "scale_down",
"type": "flat_count",
"value": 1,
"priority": 2,
"instance_group_id": "'"$AUTOSCALING_INSTANCE_GROUP_ID"'"
}'
check "the policy that scales down is created" status 200

curl -H "X-Auth-Token: $SCW_SECRET_KEY" \
  "$ZONE_URL/instance-policies?instance_group_id=$INSTANCE_GROUP_ID&order_by=created_at_asc"
check "the policies are listed" status 200
check "both policies are there" has '"total_count":2'
check "the one that scales up is" has '"name":"my-policy-scale-up"'
check "the one that scales down is" has '"name":"my-policy-scale-down"'

# 5. Get a list of scaling events, until it tells that the group has filled to its minimum.
for _ in {1..200}; do
curl -X GET \
-H "Content-Type: application/json" \
-H "X-Auth-Token: $SCW_SECRET_KEY" \
"$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE/instance-groups/$INSTANCE_GROUP_ID/events"
  if has "added 1 instance(s)"; then break; fi
done
check "the events are listed" status 200
check "the group has filled to its minimum" has "added 1 instance(s)"
for _ in {1..200}; do
  curl -H "X-Auth-Token: $SCW_SECRET_KEY" \
    "$API/instance/v1/zones/$SCW_DEFAULT_ZONE/servers?name=$INSTANCE_GROUP_ID"
  if has "autoscaling_id:"; then break; fi
done
check "its Instances are listed" status 200
check "its Instance is there" has "autoscaling_id:$INSTANCE_GROUP_ID"

# 6. Delete your Instance Group
curl -X DELETE \
-H "Content-Type: application/json" \
-H "X-Auth-Token: $SCW_SECRET_KEY" \
"$API/autoscaling/v1alpha1/zones/$SCW_DEFAULT_ZONE/instance-groups/$INSTANCE_GROUP_ID"
check "the group is deleted" status 204
curl -H "X-Auth-Token: $SCW_SECRET_KEY" "$ZONE_URL/instance-groups/$INSTANCE_GROUP_ID"
check "the group is gone" status 404

echo "quickstart: $PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
