#!/usr/bin/env bash
# Makes the deployment package of the Functions app, artifacts/dbxserverless-functions-VERSION.zip, and its SHA-256 beside it.
# Needs Azure's real packages: what is compiled against signatures (AzurePackages=contracts) would not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
zip=$root/artifacts/dbxserverless-functions-$version.zip
project=src/DbxServerless.Functions/DbxServerless.Functions.csproj

if [ "${AzurePackages:-real}" != real ]; then
  echo "The environment variable AzurePackages is '$AzurePackages': a package made of signatures would not run. Unset it, or set it to 'real'." >&2
  exit 1
fi
export AzurePackages=real

if ! dotnet restore "$project" --verbosity quiet; then
  echo "Azure's packages could not be restored (see above). The package can only be made with a package registry that has them." >&2
  exit 1
fi

rm -rf "$root/artifacts/functions" "$zip" "$zip.sha256"
dotnet publish "$project" --no-restore --configuration Release --output "$root/artifacts/functions" -p:PackageFile="$zip"
(cd "$root/artifacts" && sha256sum "$(basename "$zip")" >"$zip.sha256")
echo "Made $zip, SHA-256 $(cut -d' ' -f1 "$zip.sha256")"
