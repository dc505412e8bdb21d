#include "app/system_info.h"

#include "app/version.h"

namespace app {
namespace {

struct SystemInfo {
  static constexpr std::string_view type_name = "SystemInfo";

  std::string_view version;

  static constexpr auto fields() { return std::tuple{json::field("version", &SystemInfo::version, "Of this server.")}; }
};

SystemInfo get_system_info(const api::Read&) { return {version}; }

}  // namespace

std::vector<api::Route> system_info_routes() {
  return {api::get("/systeminfo", "read_system_info", "The version of this server.", get_system_info)};
}

}  // namespace app
