using System.Text;
using Attestry.Cli.Files;

namespace Attestry.Cli.Policies;

/// <summary>What becomes of a formatted file: it is printed, or overwritten, named, or compared.</summary>
internal sealed class FormatOutput(Terminal terminal, bool writes, bool lists, bool compares)
{
    /// <param name="path">Null for standard input, which is always printed.</param>
    /// <returns>Whether it is other than it was.</returns>
    internal bool Show(string name, string? path, string before, string after)
    {
        var changed = before != after;
        if (changed && lists)
            terminal.Out.WriteLine(name);
        if (changed && compares)
            terminal.Out.Write(UnifiedDiff.Of(name, before, after));
        if (changed && writes && path is not null)
            SmallFile.Write(path, Encoding.UTF8.GetBytes(after));
        if (!lists && !compares && (!writes || path is null))
            terminal.Out.Write(after);
        return changed;
    }
}
