#!/usr/bin/env bash
# Makes a package in artifacts/, and its SHA-256 beside it:
#   eng/package.sh                   the Functions app: dbxserverless-functions-VERSION.zip
#   eng/package.sh standalone [RID]  the command line with its runtime, compiled: dbxserverless-VERSION-RID.tar.gz, and its folder
#                                    dbxserverless-RID to run it from. RID is linux-x64 unless named, or linux-arm64, win-x64, osx-arm64 …
# The Functions app needs Azure's real packages: what is compiled against signatures (AzurePackages=contracts) would not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)

seal() { # FILE in artifacts/
  (cd "$root/artifacts" && sha256sum "$1" >"$1.sha256")
  echo "Made $root/artifacts/$1, SHA-256 $(cut -d' ' -f1 "$root/artifacts/$1.sha256")"
}

standalone() { # RID
  local folder=dbxserverless-$1 package=dbxserverless-$version-$1.tar.gz
  rm -rf "artifacts/$folder" "artifacts/$package" "artifacts/$package.sha256"
  if ! dotnet publish src/DbxServerless.Standalone --configuration Release --runtime "$1" --output "artifacts/$folder"; then
    echo "The program could not be published for '$1' (see above): a runtime identifier like linux-x64 is needed, and a package registry that has the .NET runtime for it." >&2
    exit 1
  fi
  tar -C artifacts -czf "artifacts/$package" "$folder"
  seal "$package"
  echo "Run it: $root/artifacts/$folder/dbxserverless --help"
}

functions() {
  local zip=dbxserverless-functions-$version.zip project=src/DbxServerless.Functions/DbxServerless.Functions.csproj
  if [ "${AzurePackages:-real}" != real ]; then
    echo "The environment variable AzurePackages is '$AzurePackages': a package made of signatures would not run. Unset it, or set it to 'real'." >&2
    exit 1
  fi
  export AzurePackages=real

  if ! dotnet restore "$project" --verbosity quiet; then
    echo "Azure's packages could not be restored (see above). The package can only be made with a package registry that has them." >&2
    exit 1
  fi

  rm -rf artifacts/functions "artifacts/$zip" "artifacts/$zip.sha256"
  dotnet publish "$project" --no-restore --configuration Release --output artifacts/functions -p:PackageFile="$root/artifacts/$zip"
  seal "$zip"
}

case ${1:-functions} in
  functions) functions ;;
  standalone) standalone "${2:-linux-x64}" ;;
  *)
    echo "Unknown package '$1': give nothing for the Functions app, or 'standalone' for the command line." >&2
    exit 2
    ;;
esac
