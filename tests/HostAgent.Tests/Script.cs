using System.Diagnostics;

namespace Attestry.HostAgent.Tests;

/// <summary>A program that stands in for one that a test cannot run.</summary>
internal static class Script
{
    /// <summary>
    /// Written by a process of its own: a file that this process had open for writing may still be so in a child that another test forked at that
    /// moment and that did not come to its exec, and what is open for writing cannot be run (execve(2), ETXTBSY).
    /// </summary>
    public static void Write(string path, string body)
    {
        using var writer = Process.Start(new ProcessStartInfo("sh", ["-c", "umask 077; cat > \"$0\" && chmod 700 \"$0\"", path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write($"#!/bin/sh\n{body}\n");
        writer.StandardInput.Close();
        writer.WaitForExit();
        writer.ExitCode.ShouldBe(0);
    }
}
