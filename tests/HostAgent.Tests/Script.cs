namespace Attestry.HostAgent.Tests;

/// <summary>A program that stands in for one that a test cannot run.</summary>
internal static class Script
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Write(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, Owner);
    }
}
