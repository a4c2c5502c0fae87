namespace SupportLine.Domain.Announcements;

public enum AnnouncementKind
{
    Failure,
    Maintenance,
}
