#!/usr/bin/env bash
# Grants the bot's identity the Microsoft Graph permissions of a level and of the levels before it, and no others. Doing it again changes nothing.
#
#   infra/grant-graph-permissions.sh --group GROUP|--principal OBJECT_ID --level installation|mail|calendar|attendance [--without-previous] [--dry-run]
#
# GROUP is where infra/deploy.sh has put the bot. OBJECT_ID is the object id of the managed identity, or of the app registration's enterprise
# application (not of the registration).
# --without-previous grants the one level alone: levels do not need each other.
# Needs the Azure CLI, signed in as a Privileged Role Administrator. In a national cloud: az cloud set first.
set -euo pipefail

graph_app=00000003-0000-0000-c000-000000000000
group=""
principal=""
level=""
only_this=false
dry_run=false

fail() { printf '%s\n' "$@" >&2; exit 2; }
usage() { sed -n '2,9p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 2; }

while [ $# -gt 0 ]; do
  case "$1" in
    --group) group="${2:-}"; shift 2 || usage ;;
    --principal) principal="${2:-}"; shift 2 || usage ;;
    --level) level="${2:-}"; shift 2 || usage ;;
    --without-previous) only_this=true; shift ;;
    --dry-run) dry_run=true; shift ;;
    *) usage ;;
  esac
done
[ -n "$group$principal" ] || usage

permissions_of() {
  case "$1" in
    installation) echo AppCatalog.Read.All TeamsAppInstallation.ReadWriteSelfForUser.All User.ReadBasic.All Group.ReadBasic.All GroupMember.ReadBasic.All ;;
    mail) echo Mail.Send ;;
    calendar) echo Calendars.ReadWrite MailboxSettings.Read ;;
    attendance) echo OnlineMeetings.Read.All OnlineMeetingArtifact.Read.All ;;
    *) usage ;;
  esac
}

permissions_of "$level" >/dev/null
wanted=""
for each in installation mail calendar attendance; do
  if [ "$only_this" = false ] || [ "$each" = "$level" ]; then
    wanted="$wanted $(permissions_of "$each")"
  fi
  [ "$each" = "$level" ] && break
done

command -v az >/dev/null || fail "The Azure CLI (az) is not installed: https://learn.microsoft.com/cli/azure/install-azure-cli"
az account show --output none 2>/dev/null || fail "Not signed in to Azure: run az login."
if [ -z "$principal" ]; then
  principal="$(az deployment group show --resource-group "$group" --name rollout --query properties.outputs.principalId.value --output tsv)" ||
    fail "There is no deployment \"rollout\" in $group: run infra/deploy.sh first, or give --principal."
fi

endpoint="$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)"
endpoint="${endpoint%/}/v1.0"
resource="$(az ad sp show --id "$graph_app" --query id --output tsv)"
granted="$(az rest --method GET --url "$endpoint/servicePrincipals/$principal/appRoleAssignments" --query "value[?resourceId=='$resource'].appRoleId" --output tsv)" ||
  fail "There is no service principal $principal that can be read: is it the object id of the identity (of the enterprise application, not of the registration)?"

for permission in $wanted; do
  role="$(az ad sp show --id "$graph_app" --query "appRoles[?value=='$permission' && contains(allowedMemberTypes, 'Application')].id | [0]" --output tsv)"
  if [ -z "$role" ]; then
    echo "There is no application permission $permission in this cloud; left out." >&2
    continue
  fi

  # Not through a pipe: grep ends at the first match, and whoever then still writes to it fails the pipe as if there had been none.
  if grep -qix -- "$role" <<<"$granted"; then
    echo "has      $permission"
  elif [ "$dry_run" = true ]; then
    echo "would grant $permission"
  else
    az rest --method POST --url "$endpoint/servicePrincipals/$resource/appRoleAssignedTo" \
      --headers "Content-Type=application/json" \
      --body "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}" --output none ||
      fail "$permission was not granted. It takes a Privileged Role Administrator; what was granted before stays, and the same command goes on from here."
    echo "granted  $permission"
  fi
done

case " $wanted " in
  *" Mail.Send "*|*" Calendars.ReadWrite "*) echo "Mail and calendars: limit the bot to the mailboxes it needs (Exchange Online, RBAC for Applications: New-ManagementScope, New-ManagementRoleAssignment)." ;;
esac
case " $wanted " in
  *" OnlineMeetings.Read.All "*) echo "Attendance: admit the app to the trainers' meetings too (Teams PowerShell: New-CsApplicationAccessPolicy, Grant-CsApplicationAccessPolicy)." ;;
esac
