using System.Buffers.Binary;
using System.Text.Json;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Tee;

/// <summary>
/// The bodies of collateral, from JSON whose signature was verified (Intel PCS API 4.0).
/// </summary>
internal static class CollateralReader
{
    private const int Components = 16;

    /// <exception cref="Exception">FormatException, KeyNotFoundException or InvalidOperationException: it is not what it must be.</exception>
    internal static TdxTcbInfo ReadTcbInfo(JsonElement body)
    {
        if (Text(body, "id") != "TDX" || Number(body, "version") != 3)
            throw new FormatException("TCB information is of TDX and of version 3.");
        return new(
            Hex(body, "fmspc", 6),
            Hex(body, "pceId", 2),
            body.GetProperty("issueDate").GetDateTimeOffset(),
            body.GetProperty("nextUpdate").GetDateTimeOffset(),
            ReadModule(body.GetProperty("tdxModule"), id: ""),
            body.TryGetProperty("tdxModuleIdentities", out var modules) ? [.. Items(modules).Select(module => ReadModule(module, Text(module, "id")))] : [],
            [.. Items(body.GetProperty("tcbLevels")).Select(ReadPlatformLevel)]);
    }

    /// <exception cref="Exception">As above.</exception>
    internal static TdxEnclaveIdentity ReadEnclave(JsonElement body)
    {
        if (Text(body, "id") != "TD_QE" || Number(body, "version") != 2)
            throw new FormatException("The enclave identity is TD_QE and of version 2.");
        return new(
            body.GetProperty("issueDate").GetDateTimeOffset(),
            body.GetProperty("nextUpdate").GetDateTimeOffset(),
            BinaryPrimitives.ReadUInt32LittleEndian(Hex(body, "miscselect", 4)),
            BinaryPrimitives.ReadUInt32LittleEndian(Hex(body, "miscselectMask", 4)),
            Hex(body, "attributes", 16),
            Hex(body, "attributesMask", 16),
            Hex(body, "mrsigner", 32),
            Number(body, "isvprodid"),
            [.. Items(body.GetProperty("tcbLevels")).Select(ReadSvnLevel)]);
    }

    private static TdxModuleIdentity ReadModule(JsonElement module, string id) => new(
        id,
        Hex(module, "mrsigner", 48),
        Hex(module, "attributes", 8),
        Hex(module, "attributesMask", 8),
        id.Length > 0 ? [.. Items(module.GetProperty("tcbLevels")).Select(ReadSvnLevel)] : []);

    private static TdxTcbLevel ReadPlatformLevel(JsonElement level)
    {
        var tcb = level.GetProperty("tcb");
        return new(ReadComponents(tcb, "sgxtcbcomponents"), ReadComponents(tcb, "tdxtcbcomponents"), Number(tcb, "pcesvn"), ReadStatus(level));
    }

    private static TdxTcbLevel ReadSvnLevel(JsonElement level) => new([], [], Number(level.GetProperty("tcb"), "isvsvn"), ReadStatus(level));

    private static int[] ReadComponents(JsonElement tcb, string name)
    {
        var components = Items(tcb.GetProperty(name)).Select(component => Number(component, "svn")).ToArray();
        return components.Length == Components ? components : throw new FormatException($"{name} has {components.Length} components.");
    }

    private static TdxPlatformStatus ReadStatus(JsonElement level) => new(
        Enum.TryParse<TdxTcbStatus>(Text(level, "tcbStatus"), out var status) && Enum.IsDefined(status) ? status : TdxTcbStatus.Unknown,
        level.TryGetProperty("advisoryIDs", out var advisories) ? [.. Items(advisories).Select(id => id.GetString() ?? "").Order(StringComparer.Ordinal)] : []);

    private static JsonElement.ArrayEnumerator Items(JsonElement list) =>
        list.GetArrayLength() <= TpmLimits.CollateralEntries ? list.EnumerateArray() : throw new FormatException("A list is too long.");

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static int Number(JsonElement item, string name) => item.GetProperty(name).GetInt32();

    private static byte[] Hex(JsonElement item, string name, int size)
    {
        var bytes = Convert.FromHexString(Text(item, name));
        return bytes.Length == size ? bytes : throw new FormatException($"{name} has {bytes.Length} bytes.");
    }
}
