#!/usr/bin/env bash
# Creates or updates a deployment: resources, image, bot, app package. Running it again changes only
# what differs.
#   infra/deploy.sh GROUP LOCATION managers=OBJECT_ID[,OBJECT_ID …] [parameter=value …]
# Needs the Azure CLI, signed in with the right to create resources and role assignments in the
# group, and the .NET SDK. Docker is not needed.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf '%s\n' "$@" >&2; exit 2; }
step=""
say() { step="$1"; printf '\n== %s\n' "$1"; }
stopped() { [ "$1" -eq 0 ] || [ -z "$step" ] || echo "Stopped at \"$step\". What was made stays; fix the cause above and run the same command again." >&2; }
trap 'stopped $?' EXIT

[ $# -ge 2 ] || fail "Usage: infra/deploy.sh GROUP LOCATION managers=OBJECT_ID[,OBJECT_ID ...] [parameter=value ...]"
group="$1"; location="$2"; shift 2

# Before anything is created, because Azure would report a misspelt parameter only after minutes.
known=" $(sed -n 's/^param \([A-Za-z]*\) .*/\1/p' infra/main.bicep | grep -vx image | tr '\n' ' ')"
for argument in "$@"; do
  case "$argument" in *=*) name="${argument%%=*}" ;; *) name="?" ;; esac
  [[ "$known" == *" $name "* ]] || fail "\"$argument\" is no parameter=value of infra/main.bicep, which has:${known% }."
done

# Azure takes lists as JSON.
parameters=()
has_managers=false
for argument in "$@"; do
  case "$argument" in
    managers=?*|administrators=?*) value="${argument#*=}"; [ "${value:0:1}" = "[" ] || argument="${argument%%=*}=[\"${value//,/\",\"}\"]" ;;
  esac
  case "$argument" in managers=?*) has_managers=true ;; esac
  parameters+=("$argument")
done
[ "$has_managers" = true ] || fail "Name who may start rollouts, by Entra object id: managers=OBJECT_ID[,OBJECT_ID ...] (yourself: az ad signed-in-user show --query id)."

command -v az >/dev/null || fail "The Azure CLI (az) is not installed: https://learn.microsoft.com/cli/azure/install-azure-cli"
command -v dotnet >/dev/null || fail "The .NET SDK (dotnet) is not installed: https://dotnet.microsoft.com/download"
az account show --output none 2>/dev/null || fail "Not signed in to Azure: run az login, and az account set --subscription NAME if you have several."

shown() { az deployment group show --resource-group "$group" --name rollout --query "$1" --output tsv; }
deploy() { az deployment group create --resource-group "$group" --name rollout --template-file infra/main.bicep --parameters "$@" --output none; }

# An existing app keeps its image until the new one is published: without an image, it would not be
# part of the deployment.
say "Resources"
az group create --name "$group" --location "$location" --output none
deploy "image=$(shown properties.parameters.image.value 2>/dev/null || true)" "${parameters[@]}"
registry="$(shown properties.outputs.registry.value)"

# The registry accepts a token in place of a password
# (https://learn.microsoft.com/azure/container-registry/container-registry-authentication).
# The app references the image by digest: publishing to the same tag again would create no new
# revision, and would change what a rollback returns to.
version="$(dotnet msbuild src/TeamsRolloutBot -getProperty:Version)"
say "Image $version"
token="$(az acr login --name "${registry%%.*}" --expose-token --query accessToken --output tsv --only-show-errors)"
digest="$(DOTNET_CONTAINER_PUSH_REGISTRY_UNAME=00000000-0000-0000-0000-000000000000 DOTNET_CONTAINER_PUSH_REGISTRY_PWORD="$token" \
  dotnet publish src/TeamsRolloutBot -c Release -t:PublishContainer -p:ContainerRegistry="$registry" -p:ContainerImageTag="$version" -getProperty:GeneratedContainerDigest)"
echo "$registry/teams-rollout-bot:$version is $digest"

say "Bot"
deploy "image=$registry/teams-rollout-bot@$digest" "${parameters[@]}"

say "App package"
app="$(shown properties.outputs.appId.value)"
domain="$(shown properties.outputs.domain.value)"
dotnet run --project src/TeamsRolloutBot -c Release -- package --app-id "$app" --domain "$domain" --out artifacts/TeamsRolloutBot.zip
echo "Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app."
