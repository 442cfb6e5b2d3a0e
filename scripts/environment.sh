# Sourced by the other scripts: where things are, and a QGIS profile in which this checkout is the plugin fengsui.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# The locale as QGIS names it, from FENGSUI_LOCALE or from the user's own setting.
qgis_locale() {
  local name=${FENGSUI_LOCALE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}
  name=${name%%.*}
  case ${name//-/_} in
    zh_TW* | zh_HK* | zh_MO* | zh_Hant*) echo zh-Hant ;;
    zh*) echo zh-Hans ;;
    "" | C | POSIX) echo en_US ;;
    *) echo "$name" ;;
  esac
}

# qgis_profile FOLDER: a fresh profile there, and the environment that QGIS and the venv's libraries need.
qgis_profile() {
  local home=$1/profiles/default locale
  locale=$(qgis_locale)
  mkdir -p "$home/python/plugins" "$home/QGIS" "$1/run"
  chmod 700 "$1/run"
  # the package is called fengsui whatever the checkout's folder is called
  ln -sfn "$root" "$home/python/plugins/fengsui"
  [ -e "$home/QGIS/QGIS3.ini" ] || cat >"$home/QGIS/QGIS3.ini" <<INI
[PythonPlugins]
fengsui=true

[app]
news-feed\\disabled=true
plugin_installer\\checkOnStart=false

[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true

[fonts]
downloadMissingFonts=false

[locale]
overrideFlag=true
userLocale=$locale

[migration]
fileVersion=2
settings=true

[qgis]
checkVersion=false
firstRunVersionFlag=99999
newsFeed\\httpsfeedqgisorg\\disabled=true
INI
  export QGIS_CUSTOM_CONFIG_PATH=$1 XDG_RUNTIME_DIR=$1/run
  python_environment
}

# Chinese arguments and file names need UTF-8; the venv's libraries must be found by the Python inside QGIS.
python_environment() {
  local packages=("$root"/.venv/lib/python3*/site-packages)
  export LC_ALL=C.UTF-8 PYTHONPATH=${packages[0]} PYTHONNOUSERSITE=1
  unset PYTHONHOME PYTHONSTARTUP
  if [ -e /usr/share/proj/proj.db ]; then export PROJ_DATA=/usr/share/proj PROJ_LIB=/usr/share/proj; fi
}

# new_profile: a profile of its own for one run, so that two runs at once do not meet; removed at exit.
new_profile() {
  mkdir -p "$root/build"
  profile=$(mktemp -d "$root/build/profile.XXXXXX")
  trap 'rm -rf "$profile"' EXIT
  qgis_profile "$profile"
}
