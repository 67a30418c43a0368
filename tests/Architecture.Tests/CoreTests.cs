using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Attestry.Architecture.Tests;

/// <summary>
/// Cores are values in, values out. Their compiled form is read, not their text: what it does not name it cannot call,
/// and comments and strings mislead nobody.
/// </summary>
public sealed class CoreTests
{
    private static readonly string[] HostPackages = ["MassTransit", "Microsoft.Extensions.", "Microsoft.AspNetCore.", "Microsoft.Data.", "Npgsql", "MongoDB.", "Serilog", "OpenTelemetry", "Polly"];

    /// <summary>Types, and members of types, that reach out of a core's arguments. A trailing dot names a whole namespace.</summary>
    private static readonly string[] Outside =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow", "System.TimeProvider::get_System",
        "System.Diagnostics.Stopwatch", "System.Threading.Timer", "System.Timers.",
        "System.Environment", "System.AppContext", "System.Console", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo",
        "System.Diagnostics.Trace", "System.Diagnostics.Debug::Write", "System.Diagnostics.Debug::WriteLine",
        "System.IO.IsolatedStorage.", "System.IO.Pipes.", "System.Net.Sockets.", "System.Net.Dns",
        "Microsoft.Extensions.", "Microsoft.AspNetCore.", "MassTransit.", "Serilog.", "OpenTelemetry.", "Attestry.Storage.", "Attestry.Hosting.", Documents,
    ];

    private const string Documents = "Attestry.Contracts.";

    /// <summary>Cores between checks and decisions: evidence and artifacts are what they take and give.</summary>
    private static readonly string[] OfDocuments = ["Evidence", "Policy"];

    /// <summary>What only <c>Oci</c> may use: it speaks HTTP to registries and reads layouts and archives from a path that it is given.</summary>
    private static readonly string[] OutsideButForOci =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.RandomAccess", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.FileSystemInfo", "System.IO.DriveInfo", "System.IO.Path::GetTempPath", "System.IO.Path::GetTempFileName", "System.IO.Path::GetFullPath", "System.IO.Path::Exists",
        "System.Net.Http.", "System.Net.WebClient", "System.Net.WebRequest",
    ];

    /// <summary>Iterators ask on which thread they run; a line break is a constant; generated regular expressions look for a default time limit.</summary>
    private static readonly string[] Harmless = ["System.Environment::get_CurrentManagedThreadId", "System.Environment::get_NewLine", "System.AppContext::GetData"];

    public static TheoryData<string> Cores => [.. Project.All.Where(project => project.IsCore).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Cores))]
    public void Takes_no_host_package_and_no_framework(string name)
    {
        var core = Project.All.Single(project => project.IsCore && project.Name == name);
        core.Sdk.ShouldBe("Microsoft.NET.Sdk");
        core.Frameworks.ShouldBeEmpty();
        core.Packages.Where(package => HostPackages.Any(host => package.StartsWith(host, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public void Reaches_for_nothing_outside_its_arguments(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"Attestry.{name}.dll");
        File.Exists(path).ShouldBeTrue($"Architecture.Tests.csproj must reference the core {name}");
        string[] banned = name == "Oci" ? Outside : [.. Outside, .. OutsideButForOci];
        if (OfDocuments.Contains(name))
            banned = [.. banned.Except([Documents])];
        Used(path).Where(member => Names(banned, member) && !Harmless.Contains(member)).ShouldBeEmpty($"of {name}");
    }

    [Fact]
    public void The_reading_sees_what_a_host_uses()
    {
        // This very assembly reads files and asks where it is.
        var used = Used(typeof(CoreTests).Assembly.Location).ToList();
        used.ShouldContain("System.IO.File::Exists");
        used.Where(member => Names([.. Outside, .. OutsideButForOci], member)).ShouldContain("System.AppContext::get_BaseDirectory");
        Names(Outside, "System.DateTime::get_UtcNow").ShouldBeTrue();
        Names(Outside, "System.DateTime::AddDays").ShouldBeFalse();
        Names(Outside, "System.Environment::GetEnvironmentVariable").ShouldBeTrue();
        Names(OutsideButForOci, "System.IO.FileLoadException::.ctor").ShouldBeFalse();
        Names(Outside, "Microsoft.Extensions.Logging.ILogger::Log").ShouldBeTrue();
    }

    private static bool Names(string[] banned, string member) => banned.Any(ban =>
        ban.EndsWith('.') ? member.StartsWith(ban, StringComparison.Ordinal)
        : ban.Contains("::", StringComparison.Ordinal) ? member == ban
        : member.StartsWith($"{ban}::", StringComparison.Ordinal));

    /// <summary>Every member of another assembly that the assembly names, as <c>Namespace.Type::Member</c>, and every type as <c>Namespace.Type::</c>.</summary>
    private static IEnumerable<string> Used(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => $"{NameOf(metadata, handle)}::");
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}::{metadata.GetString(member.Name)}");
        // A static class is only ever named through its members; of others a mention is enough.
        var named = members.ToList();
        return [.. named.Concat(types.Where(type => !named.Any(member => member.StartsWith(type, StringComparison.Ordinal))))];
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}/{metadata.GetString(type.Name)}"
            : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
