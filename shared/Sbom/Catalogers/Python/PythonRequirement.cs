namespace Attestry.Sbom.Catalogers.Python;

/// <summary>What one distribution asks for (PEP 508): <c>requests[socks] (&gt;=2.8) ; python_version &lt; "3" and extra == "x"</c>.</summary>
internal static class PythonRequirement
{
    /// <summary>Up to the first character that a name cannot hold.</summary>
    internal static string Name(string requirement)
    {
        var text = requirement.AsSpan().Trim();
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
            end++;
        return text[..end].ToString();
    }

    /// <summary>Asked for only by who wants an extra of it.</summary>
    internal static bool IsExtra(string requirement) =>
        requirement.IndexOf(';', StringComparison.Ordinal) is >= 0 and var marker && requirement.AsSpan(marker).Contains("extra", StringComparison.Ordinal);
}
