#!/usr/bin/env bash
# Grants the bot's identity the Microsoft Graph permissions of a level and of the levels before it,
# and no others. Running it again changes nothing.
#
#   infra/grant-graph-permissions.sh --group GROUP|--principal OBJECT_ID --level installation|mail|calendar|attendance [--without-previous] [--dry-run]
#                                    [--mailbox ADDRESS] [--organisers ADDRESS]
#
# GROUP is the resource group that infra/deploy.sh deployed to. OBJECT_ID is the object id of the
# managed identity, or of the app registration's enterprise application (not of the registration).
# --without-previous grants that level alone: levels do not depend on each other.
# Mail.Send and Calendars.ReadWrite are never granted in Entra. There they apply to every mailbox,
# and a role that is limited in Exchange does not narrow that. Instead, the script prints the
# Exchange commands that grant them for --mailbox (Graph:Mailbox) and for the members of the group
# --organisers, and stops if Entra has already granted them.
# Needs the Azure CLI, signed in as a Privileged Role Administrator. In a national cloud, run
# az cloud set first.
set -euo pipefail

graph_app=00000003-0000-0000-c000-000000000000
group=""
principal=""
level=""
only_this=false
dry_run=false
mailbox=MAILBOX
organisers=ORGANISERS

fail() { printf '%s\n' "$@" >&2; exit 2; }
usage() { sed -n '2,16p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 2; }

# Addresses become part of a command that somebody pastes.
is_address() { [[ "$1" =~ ^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$ ]] || fail "\"$1\" is no e-mail address."; }

while [ $# -gt 0 ]; do
  case "$1" in
    --group) group="${2:-}"; shift 2 || usage ;;
    --principal) principal="${2:-}"; shift 2 || usage ;;
    --level) level="${2:-}"; shift 2 || usage ;;
    --without-previous) only_this=true; shift ;;
    --dry-run) dry_run=true; shift ;;
    --mailbox) mailbox="${2:-}"; is_address "$mailbox"; shift 2 || usage ;;
    --organisers) organisers="${2:-}"; is_address "$organisers"; shift 2 || usage ;;
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

# Permissions to act in people's names, which Exchange can limit to certain mailboxes.
is_limited_in_exchange() { [ "$1" = Mail.Send ] || [ "$1" = Calendars.ReadWrite ]; }

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
  fail "The service principal $principal can't be read: is it the object id of the identity (of the enterprise application, not of the registration)?"

role_of() {
  az ad sp show --id "$graph_app" --query "appRoles[?value=='$1' && contains(allowedMemberTypes, 'Application')].id | [0]" --output tsv
}

# Not through a pipe: grep exits at the first match, and whatever still writes to it would then make
# the pipe fail as if there had been none.
has() { grep -qix -- "$1" <<<"$granted"; }

# Before anything is granted: a wide permission that already exists makes every limit void.
for permission in $wanted; do
  is_limited_in_exchange "$permission" || continue
  role="$(role_of "$permission")"
  if [ -n "$role" ] && has "$role"; then
    fail "$permission is granted in Entra, for every mailbox of the organisation; a limit in Exchange does not change that. Remove it there" \
      "(Enterprise applications, Permissions; or with the commands below), then run the same command again:" \
      "  id=\$(az rest --method GET --url $endpoint/servicePrincipals/$principal/appRoleAssignments --query \"value[?appRoleId=='$role'].id | [0]\" --output tsv)" \
      "  az rest --method DELETE --url $endpoint/servicePrincipals/$principal/appRoleAssignments/\$id"
  fi
done

for permission in $wanted; do
  is_limited_in_exchange "$permission" && continue
  role="$(role_of "$permission")"
  if [ -z "$role" ]; then
    echo "There is no application permission $permission in this cloud; left out." >&2
  elif has "$role"; then
    echo "has      $permission"
  elif [ "$dry_run" = true ]; then
    echo "would grant $permission"
  else
    az rest --method POST --url "$endpoint/servicePrincipals/$resource/appRoleAssignedTo" \
      --headers "Content-Type=application/json" \
      --body "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}" --output none ||
      fail "$permission was not granted. It takes a Privileged Role Administrator; what was granted before stays, and the same command continues from here."
    echo "granted  $permission"
  fi
done

# NAME ROLE FILTER INSIDE: commands for a role limited to certain mailboxes, and two that verify it
# (https://learn.microsoft.com/exchange/permissions-exo/application-rbac).
exchange_role() {
  echo "  New-ManagementScope -Name TeamsRolloutBot-$1 -RecipientRestrictionFilter \"$3\""
  echo "  New-ManagementRoleAssignment -App $principal -Role \"Application $2\" -CustomResourceScope TeamsRolloutBot-$1"
  echo "  Test-ServicePrincipalAuthorization -Identity $principal -Resource $4    # Application $2: InScope True"
  echo "  Test-ServicePrincipalAuthorization -Identity $principal -Resource SOMEBODY_ELSE    # Application $2: InScope False"
}

case " $wanted " in
  *" Mail.Send "*|*" Calendars.ReadWrite "*)
    app="$(az ad sp show --id "$principal" --query appId --output tsv)"
    echo "Mail and calendars are granted in Exchange, only for the mailboxes named there. As an Exchange Administrator, in PowerShell (the Cloud Shell has the module):"
    echo "  Connect-ExchangeOnline"
    echo "  New-ServicePrincipal -AppId $app -ObjectId $principal -DisplayName TeamsRolloutBot"
    case " $wanted " in *" Mail.Send "*) exchange_role mail Mail.Send "PrimarySmtpAddress -eq '$mailbox'" "$mailbox" ;; esac
    case " $wanted " in
      *" Calendars.ReadWrite "*)
        exchange_role calendar Calendars.ReadWrite "MemberOfGroup -eq '\$((Get-Group $organisers).DistinguishedName)'" AN_ORGANISER
        echo "$organisers needs those who plan training sessions, and Graph:Mailbox, with which the bot tries its permissions at startup. Members of nested groups do not count." ;;
    esac
    echo "It can take up to two hours to apply; \"status\" in the chat says when it has." ;;
esac
case " $wanted " in
  *" OnlineMeetings.Read.All "*) echo "Attendance: also admit the app to the trainers' meetings (Teams PowerShell: New-CsApplicationAccessPolicy, Grant-CsApplicationAccessPolicy)." ;;
esac
