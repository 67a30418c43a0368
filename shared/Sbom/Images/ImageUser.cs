using System.Globalization;

namespace Attestry.Sbom.Images;

/// <summary>Who an image's process runs as (OCI Image Spec 1.1, config.md §User: <c>user</c>, <c>uid</c>, each with <c>:group</c> or without).</summary>
public static class ImageUser
{
    /// <summary>Null when the user is a name that <paramref name="users"/> does not know.</summary>
    /// <param name="user">As configured; empty means root.</param>
    /// <param name="users">Of the image's <c>/etc/passwd</c>.</param>
    public static bool? RunsAsRoot(string user, IReadOnlyDictionary<string, long> users)
    {
        var name = user.Split(':')[0];
        // Runtimes look a number up as a name first: an entry "1000:x:0:0" makes user 1000 root.
        if (name.Length == 0 || name == "root")
            return true;
        if (users.TryGetValue(name, out var uid))
            return uid == 0;
        return long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uid) ? uid == 0 : null;
    }
}
