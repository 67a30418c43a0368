using System.ComponentModel;
using System.Reflection;

namespace Attestry.Hosting.Options;

/// <summary>What an options type consists of, as binding and validation both walk it.</summary>
internal static class OptionShape
{
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0);

    /// <summary>Text, a number, a time, an enumeration: what one value of the configuration gives.</summary>
    public static bool IsScalar(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <summary>The type of a list's elements or a dictionary's values; null for everything else.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type == typeof(string))
            return null;
        if (type.IsArray)
            return type.GetElementType();
        var faces = type.GetInterfaces().Append(type).Where(face => face.IsGenericType).ToList();
        var map = faces.Find(face => face.GetGenericTypeDefinition() is var open && (open == typeof(IDictionary<,>) || open == typeof(IReadOnlyDictionary<,>)));
        var list = faces.Find(face => face.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return map?.GenericTypeArguments[1] ?? list?.GenericTypeArguments[0];
    }
}
