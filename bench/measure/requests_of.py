"""What people's clients ask for all day."""


def reads(chosen):
    newest = "sort_field=id&sort_dir=desc&limit=20"
    return {
        "newest 20 stories": f"/api/v1/stories?{newest}",
        "a project's active stories, 20": f"/api/v1/stories?project_id={chosen['project']}&status=active&{newest}",
        "one story": f"/api/v1/stories/{chosen['story']}",
        "tasks of an assignee, 20": f"/api/v1/tasks?assignee_id={chosen['assignee']}&limit=20",
        "a story's events": f"/api/v1/stories/{chosen['story']}/events",
        "newest 20 events": f"/api/v1/events?{newest}",
    }
