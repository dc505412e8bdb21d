#pragma once

#include <string>
#include <string_view>
#include <vector>

// What a request's headers say of the forms it sends and understands.
namespace api {

// Whether an Accept header lets us answer JSON. An absent one does; so does any that names application/json,
// application/* or */* with a quality above 0.
bool accepts_json(std::string_view accept);

// The same for text/event-stream.
bool accepts_events(std::string_view accept);

// Whether a Content-Type is application/json, with whatever parameters.
bool is_json(std::string_view content_type);

bool is_listed(const std::vector<std::string>& origins, std::string_view origin);

}  // namespace api
